package io.attestream.checks.network;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an EC2 security group's {@code IpPermissions} (API model member names) open to the world.
 *
 * <p>A permission is open to the world when its ranges of one address family together hold every
 * address, so that {@code 0.0.0.0/1} with {@code 128.0.0.0/1} counts as well. Prefix lists and
 * referenced groups are not the world. Protocol {@code -1} opens every port; TCP (6) and UDP (17)
 * open {@code FromPort} to {@code ToPort}; other protocols, ICMP among them, have no ports.
 */
public final class SecurityGroupRules {
  private static final int MAX_PERMISSIONS = 10_000;

  private SecurityGroupRules() {}

  /** Whether a port is open to the world over TCP or UDP. */
  public static boolean opens(List<?> permissions, long port) {
    return worldPorts(permissions).stream().anyMatch(range -> range.contains(port));
  }

  /**
   * The ports open to the world, merged and sorted.
   *
   * @throws IllegalArgumentException when a permission cannot be understood
   */
  public static List<PortRange> worldPorts(List<?> permissions) {
    if (permissions.size() > MAX_PERMISSIONS) {
      throw new IllegalArgumentException("more than " + MAX_PERMISSIONS + " permissions");
    }
    List<PortRange> open = new ArrayList<>();
    for (Object permission : permissions) {
      if (!(permission instanceof Map<?, ?> rule)) {
        throw new IllegalArgumentException("a permission is no object");
      }
      PortRange ports = ports(rule);
      if (ports != null && world(rule)) {
        open.add(ports);
      }
    }
    return merge(open);
  }

  private static @Nullable PortRange ports(Map<?, ?> rule) {
    Object protocol = rule.get("IpProtocol");
    if (!(protocol instanceof String name)) {
      throw new IllegalArgumentException("a permission has no IpProtocol");
    }
    return switch (name) {
      case "-1" -> PortRange.ALL;
      case "tcp", "udp", "6", "17" -> tcpOrUdp(rule);
      default -> null;
    };
  }

  private static PortRange tcpOrUdp(Map<?, ?> rule) {
    Object from = rule.get("FromPort");
    Object to = rule.get("ToPort");
    if (from == null && to == null) {
      return PortRange.ALL;
    }
    if (!(from instanceof Long first) || !(to instanceof Long last)) {
      throw new IllegalArgumentException("a permission has no FromPort or no ToPort");
    }
    if (first == -1 || last == -1) {
      return PortRange.ALL;
    }
    return new PortRange(Math.toIntExact(first), Math.toIntExact(last));
  }

  private static boolean world(Map<?, ?> rule) {
    return holdsAll(ranges(rule, "IpRanges", "CidrIp"), 32)
        || holdsAll(ranges(rule, "Ipv6Ranges", "CidrIpv6"), 128);
  }

  private static List<Cidr> ranges(Map<?, ?> rule, String list, String member) {
    Object ranges = rule.get(list);
    if (ranges == null) {
      return List.of();
    }
    if (!(ranges instanceof List<?> items)) {
      throw new IllegalArgumentException(list + " is no list");
    }
    List<Cidr> cidrs = new ArrayList<>();
    for (Object item : items) {
      if (!(item instanceof Map<?, ?> range) || !(range.get(member) instanceof String text)) {
        throw new IllegalArgumentException("an element of " + list + " has no " + member);
      }
      cidrs.add(Cidr.parse(text));
    }
    return cidrs;
  }

  /** Whether the ranges together hold all addresses of {@code bits} bits. */
  static boolean holdsAll(List<Cidr> ranges, int bits) {
    List<Cidr> sorted = new ArrayList<>(ranges);
    sorted.sort(Comparator.comparing(Cidr::first));
    BigInteger reached = BigInteger.ZERO;
    for (Cidr range : sorted) {
      if (range.address().length * 8 != bits || range.first().compareTo(reached) > 0) {
        return false;
      }
      reached = reached.max(range.first().add(range.size()));
    }
    return reached.equals(BigInteger.ONE.shiftLeft(bits));
  }

  private static List<PortRange> merge(List<PortRange> ranges) {
    List<PortRange> sorted = new ArrayList<>(ranges);
    sorted.sort(Comparator.comparingInt(PortRange::from));
    List<PortRange> merged = new ArrayList<>();
    for (PortRange range : sorted) {
      PortRange last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
      if (last != null && range.from() <= last.to() + 1) {
        merged.set(merged.size() - 1, new PortRange(last.from(), Math.max(last.to(), range.to())));
      } else {
        merged.add(range);
      }
    }
    return merged;
  }
}
