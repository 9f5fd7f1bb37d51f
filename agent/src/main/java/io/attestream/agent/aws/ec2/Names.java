package io.attestream.agent.aws.ec2;

import java.util.List;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Tag;

/** What a person calls a resource: its tag {@code Name}, else its id. */
final class Names {
  private Names() {}

  static String of(Instance instance) {
    return of(instance.tags(), instance.instanceId());
  }

  static String of(List<Tag> tags, String id) {
    return tags.stream()
        .filter(tag -> "Name".equals(tag.key()) && tag.value() != null && !tag.value().isBlank())
        .map(Tag::value)
        .findFirst()
        .orElse(id);
  }
}
