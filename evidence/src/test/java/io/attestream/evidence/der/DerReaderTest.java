package io.attestream.evidence.der;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attestream.evidence.hash.Hex;
import java.math.BigInteger;
import java.time.Instant;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class DerReaderTest {
  @Test
  void whatWasWrittenIsRead() {
    byte[] big = new byte[70_000];
    DerReader read =
        DerReader.of(
                Der.sequence(
                    Der.oid("2.16.840.1.101.3.4.2.1"),
                    Der.oid("1.2.840.113549.1.9.16.1.4"),
                    Der.integer(BigInteger.valueOf(128)),
                    Der.integer(BigInteger.valueOf(-129)),
                    Der.bool(true),
                    Der.octets(new byte[200]),
                    Der.octets(big),
                    Der.nothing()))
            .sequence();
    assertThat(read.oid()).isEqualTo("2.16.840.1.101.3.4.2.1");
    assertThat(read.oid()).isEqualTo("1.2.840.113549.1.9.16.1.4");
    assertThat(read.integer()).isEqualTo(128);
    assertThat(read.integer()).isEqualTo(-129);
    assertThat(read.bool()).isTrue();
    assertThat(read.octets()).hasSize(200);
    assertThat(read.octets()).hasSize(70_000);
    read.skip(Der.NULL);
    read.end();
  }

  @Test
  void timesMayHaveAFraction() {
    assertThat(time("20261120033011Z")).isEqualTo("2026-11-20T03:30:11Z");
    assertThat(time("20261120033011.25Z")).isEqualTo("2026-11-20T03:30:11.250Z");
  }

  private static Instant time(String text) {
    return DerReader.of(Der.value(Der.GENERALIZED_TIME, text.getBytes())).time();
  }

  private record Bad(String name, String hex, Function<DerReader, Object> read, String says) {}

  @TestFactory
  Stream<DynamicTest> badBytesAreRefusedWithTheirPlace() {
    return Stream.of(
            new Bad("nothing", "", DerReader::integer, "byte 0: expected tag 02"),
            new Bad("another tag", "0400", DerReader::integer, "byte 0: expected tag 02, found 04"),
            new Bad("no length", "02", DerReader::integer, "byte 0: cut short"),
            new Bad("content cut", "020201", DerReader::integer, "byte 0: cut short"),
            new Bad("indefinite", "30800000", DerReader::sequence, "not definite"),
            new Bad("long form of a short length", "04810100", DerReader::octets, "shortest"),
            new Bad("leading zero in a length", "0482008000", DerReader::octets, "shortest"),
            new Bad("length of four bytes", "048401000000", DerReader::octets, "cut short"),
            new Bad("empty number", "0200", DerReader::integer, "shortest"),
            new Bad("padded number", "02020001", DerReader::integer, "shortest"),
            new Bad("padded negative number", "0202ffff", DerReader::integer, "shortest"),
            new Bad("neither true nor false", "010101", DerReader::bool, "neither true nor false"),
            new Bad("unfinished identifier", "060288b7", DerReader::oid, "object identifier"),
            new Bad("padded identifier", "06032a8001", DerReader::oid, "object identifier"),
            new Bad("empty identifier", "0600", DerReader::oid, "object identifier"),
            new Bad("time with an offset", time16("20261120033011+0100"), DerReader::time, "time"),
            new Bad("time of no day", time16("20261320033011Z"), DerReader::time, "time"),
            new Bad(
                "time with a trailing zero", time16("20261120033011.50Z"), DerReader::time, "time"))
        .map(
            bad ->
                DynamicTest.dynamicTest(
                    bad.name(),
                    () ->
                        assertThatThrownBy(
                                () -> bad.read().apply(DerReader.of(Hex.decode(bad.hex()))))
                            .isInstanceOf(DerException.class)
                            .hasMessageContaining(bad.says())));
  }

  private static String time16(String text) {
    return Hex.encode(Der.value(Der.GENERALIZED_TIME, text.getBytes()));
  }

  @Test
  void moreThanExpectedIsRefused() {
    DerReader two = DerReader.of(Hex.decode("05000500"));
    two.skip(Der.NULL);
    assertThatThrownBy(two::end).hasMessage("byte 2: more than was expected");
  }
}
