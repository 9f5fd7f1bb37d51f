package io.attestream.checks.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SecurityGroupRulesTest {
  private static Map<String, Object> rule(String protocol, long from, long to, String... cidrs) {
    Map<String, Object> rule = new HashMap<>();
    rule.put("IpProtocol", protocol);
    rule.put("FromPort", from);
    rule.put("ToPort", to);
    rule.put(
        "IpRanges",
        Stream.of(cidrs).filter(c -> !c.contains(":")).map(c -> Map.of("CidrIp", c)).toList());
    rule.put(
        "Ipv6Ranges",
        Stream.of(cidrs).filter(c -> c.contains(":")).map(c -> Map.of("CidrIpv6", c)).toList());
    return rule;
  }

  @Test
  void aPortIsOpenToTheWorldInEitherFamily() {
    assertThat(SecurityGroupRules.opens(List.of(rule("tcp", 22, 22, "0.0.0.0/0")), 22)).isTrue();
    assertThat(SecurityGroupRules.opens(List.of(rule("tcp", 22, 22, "::/0")), 22)).isTrue();
    assertThat(SecurityGroupRules.opens(List.of(rule("tcp", 20, 25, "0:0:0::0/0")), 22)).isTrue();
    assertThat(SecurityGroupRules.opens(List.of(rule("tcp", 22, 22, "10.0.0.0/8")), 22)).isFalse();
    assertThat(SecurityGroupRules.opens(List.of(rule("tcp", 23, 30, "0.0.0.0/0")), 22)).isFalse();
  }

  @Test
  void everyProtocolOpensEveryPortAndIcmpNone() {
    Map<String, Object> all =
        Map.of("IpProtocol", "-1", "IpRanges", List.of(Map.of("CidrIp", "0.0.0.0/0")));
    assertThat(SecurityGroupRules.worldPorts(List.of(all))).containsExactly(PortRange.ALL);
    assertThat(SecurityGroupRules.worldPorts(List.of(rule("icmp", -1, -1, "0.0.0.0/0")))).isEmpty();
    assertThat(SecurityGroupRules.worldPorts(List.of(rule("17", 53, 53, "0.0.0.0/0"))))
        .containsExactly(new PortRange(53, 53));
  }

  @Test
  void halvesOfTheWorldAreTheWorld() {
    assertThat(
            SecurityGroupRules.opens(List.of(rule("tcp", 22, 22, "0.0.0.0/1", "128.0.0.0/1")), 22))
        .isTrue();
    assertThat(SecurityGroupRules.opens(List.of(rule("tcp", 22, 22, "0.0.0.0/1", "::/1")), 22))
        .isFalse();
    assertThat(
            SecurityGroupRules.opens(
                List.of(rule("tcp", 22, 22, "128.0.0.0/1", "192.0.0.0/2")), 22))
        .isFalse();
  }

  @Test
  void prefixListsAndGroupsAreNotTheWorld() {
    Map<String, Object> rule =
        Map.of(
            "IpProtocol", "-1",
            "PrefixListIds", List.of(Map.of("PrefixListId", "pl-1")),
            "UserIdGroupPairs", List.of(Map.of("GroupId", "sg-1")));
    assertThat(SecurityGroupRules.worldPorts(List.of(rule))).isEmpty();
  }

  @Test
  void rangesAreMergedAndSorted() {
    assertThat(
            SecurityGroupRules.worldPorts(
                List.of(
                    rule("tcp", 443, 443, "0.0.0.0/0"),
                    rule("tcp", 81, 90, "0.0.0.0/0"),
                    rule("udp", 80, 85, "::/0"))))
        .containsExactly(new PortRange(80, 90), new PortRange(443, 443));
  }

  @Test
  void whatCannotBeUnderstoodIsAnError() {
    for (Object bad :
        List.of(
            "text",
            Map.of(),
            Map.of("IpProtocol", "tcp", "FromPort", 1L),
            rule("tcp", 1, 70000, "0.0.0.0/0"),
            rule("tcp", 9, 1, "0.0.0.0/0"),
            rule("tcp", 1, 1, "world"))) {
      assertThatThrownBy(() -> SecurityGroupRules.worldPorts(List.of(bad)))
          .isInstanceOfAny(IllegalArgumentException.class);
    }
  }

  @Property
  void anotherRuleNeverClosesAPort(
      @ForAll @IntRange(max = 65535) int port,
      @ForAll @IntRange(max = 65535) int one,
      @ForAll @IntRange(max = 65535) int two) {
    List<Object> rules = new ArrayList<>(List.of(rule("tcp", port, port, "0.0.0.0/0")));
    rules.add(rule("tcp", Math.min(one, two), Math.max(one, two), "0.0.0.0/0"));
    assertThat(SecurityGroupRules.opens(rules, port)).isTrue();
    assertThat(SecurityGroupRules.opens(rules, one)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1.2.3",
        "1.2.3.4.5",
        "256.0.0.1",
        "01.2.3.4",
        "1.2.3.4/33",
        "1.2.3.4/",
        "1.2.3.4/-1",
        ":::",
        "1::2::3",
        "12345::",
        "::/129",
        "g::",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "localhost",
        "::1%eth0",
        "1.2.3.4/٨"
      })
  void whatIsNoRangeIsRefused(String text) {
    assertThatThrownBy(() -> Cidr.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void equalFormsOfTheWorldAreTheWorld() {
    for (String world :
        List.of("0.0.0.0/0", "1.2.3.4/0", "::/0", "0:0:0:0:0:0:0:0/0", "::ffff:0.0.0.0/0")) {
      assertThat(Cidr.parse(world).world()).as(world).isTrue();
    }
    assertThat(Cidr.parse("10.0.0.0/8").world()).isFalse();
    assertThat(Cidr.parse("10.0.0.1")).isEqualTo(Cidr.parse("10.0.0.1/32"));
  }
}
