package io.attestream.checks.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attestream.checks.catalogue.Catalogue;
import io.attestream.checks.catalogue.CatalogueException;
import io.attestream.checks.catalogue.CatalogueLoader;
import io.attestream.checks.engine.Engine;
import io.attestream.checks.engine.Parameters;
import io.attestream.checks.model.Check;
import io.attestream.checks.model.Param;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OrganisationReaderTest {
  @TempDir Path directory;

  @Test
  void everyFactSetsParametersOfItsTypeThatExist() {
    Catalogue catalogue = CatalogueLoader.bundled();
    List<Fact> facts = Facts.bundled();
    assertThat(facts)
        .extracting(Fact::key)
        .doesNotHaveDuplicates()
        .allMatch(key -> key.matches("[a-z]+\\.[a-zA-Z]+"));
    for (Fact fact : facts) {
      assertThat(fact.sets()).as(fact.key()).isNotEmpty();
      for (Fact.Target target : fact.sets()) {
        Optional<Param> param =
            catalogue.byId(target.check()).map(Check::params).map(all -> all.get(target.param()));
        assertThat(param.map(Param::type)).as("%s %s", fact.key(), target).contains(fact.type());
      }
    }
  }

  @Test
  void factsBecomeParametersThatTheEngineTakes() throws IOException {
    Files.writeString(
        directory.resolve("people.csv"),
        "\ufeffname,user\r\n\"Ng, Ada\",ada\r\n\"Bo \"\"B\"\"\",bo\nEve,\n");
    Map<String, Map<String, Object>> params =
        read(
            """
            accounts: {known: ["111122223333"], suppliers: ["444455556666", "111122223333"]}
            people:
              employed: {csv: people.csv, column: user}
            tags: {classified: data=confidential}
            recovery: {pointMinutes: 5}
            """);

    assertThat(params.get("aws.iam.role.external-trust-is-known"))
        .containsEntry("known", List.of("111122223333", "444455556666"));
    assertThat(params.get("aws.ec2.image.shares-are-allowed"))
        .containsEntry("approved", List.of("111122223333"));
    assertThat(params.get("aws.identitycenter.user.is-employed"))
        .containsEntry("people", List.of("ada", "bo"));
    assertThat(params.get("aws.s3.bucket.classified-data-uses-own-key"))
        .containsEntry("tag", "data=confidential");
    Engine engine = new Engine(CatalogueLoader.bundled(), new Parameters(params));
    assertThat(engine.program("aws.rds.instance.is-restorable-within-rpo").params())
        .containsEntry("minutes", 5L);
  }

  @Test
  void everyMistakeIsNamedWithItsLine() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    acounts: {known: []}
                    tags:
                      clasified: a=b
                      exempt: 7
                    recovery: [1]
                    people:
                      employed: {csv: none.csv, column: user}
                    """))
        .isInstanceOfSatisfying(
            CatalogueException.class,
            e ->
                assertThat(e.problems())
                    .extracting(problem -> problem.line() + " " + problem.message())
                    .containsExactlyInAnyOrder(
                        "1 unknown key 'acounts'; did you mean 'accounts'?",
                        "3 unknown key 'clasified'; did you mean 'classified'?",
                        "4 'tags.exempt' must be of type string, it is a number",
                        "5 'recovery' must be a map, it is a list",
                        "7 'people.employed': none.csv: cannot be read: NoSuchFileException"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name;ada | has no column 'user'",
        "user;\"ada | row 2 has a quote that is not closed",
        "user;\"ada\"x | row 2 has text after a closing quote",
        "name,user;ada,ada;a,b,c;d,e | ",
        "x,y,user;1,2,3;1,2 | row 3 has no column 'user'",
      })
  void aColumnThatCannotBeReadSaysWhy(String lines, String message) throws IOException {
    Path file = Files.writeString(directory.resolve("a.csv"), lines.replace(';', '\n'));
    if (message == null) {
      assertThat(CsvColumn.read(file, "user")).containsExactly("ada", "b", "e");
    } else {
      assertThatThrownBy(() -> CsvColumn.read(file, "user")).hasMessage(message);
    }
  }

  private Map<String, Map<String, Object>> read(String yaml) throws IOException {
    Path file = Files.writeString(directory.resolve("organisation.yaml"), yaml);
    return OrganisationReader.read(file, Facts.bundled());
  }
}
