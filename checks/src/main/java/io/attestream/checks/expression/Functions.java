package io.attestream.checks.expression;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.exceptions.CelBadFormatException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import io.attestream.checks.image.ImageReference;
import io.attestream.checks.network.Cidr;
import io.attestream.checks.network.PortRange;
import io.attestream.checks.network.SecurityGroupRules;
import io.attestream.checks.policy.PolicyDocument;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The functions that checks may call beside CEL's own. Each is pure; an argument that cannot be
 * parsed makes the verdict UNKNOWN(UNPARSABLE).
 */
// Immutable: the bodies are pure lambdas that capture nothing but their name.
@SuppressWarnings("Immutable")
final class Functions {
  private static final CelType PORTS =
      ListType.create(MapType.create(SimpleType.STRING, SimpleType.INT));

  private static final List<Declared> ALL = new ArrayList<>();

  private record Declared(CelFunctionDecl declaration, CelFunctionBinding binding) {}

  static {
    ListType texts = ListType.create(SimpleType.STRING);
    policy("policy.allowsPublic", SimpleType.BOOL, PolicyDocument::allowsPublic);
    policy("policy.publicActions", texts, PolicyDocument::publicActions);
    policy("policy.allowsAdmin", SimpleType.BOOL, PolicyDocument::allowsAdmin);
    policy("policy.escalations", texts, PolicyDocument::escalations);
    policy("policy.trustsPublic", SimpleType.BOOL, PolicyDocument::trustsPublic);
    policy("policy.unpinnedProviders", texts, PolicyDocument::unpinnedProviders);
    policy(
        "policy.deniesInsecureTransport", SimpleType.BOOL, PolicyDocument::deniesInsecureTransport);
    two(
        "policy.externalAccounts",
        texts,
        SimpleType.STRING,
        (doc, own) -> PolicyDocument.parse(doc).externalAccounts(own.toString()));
    two(
        "policy.trustsExternalWithoutCondition",
        SimpleType.BOOL,
        SimpleType.STRING,
        (doc, own) -> PolicyDocument.parse(doc).trustsExternalWithoutCondition(own.toString()));
    three(
        "policy.allowsAction",
        SimpleType.BOOL,
        args -> PolicyDocument.parse(args[0]).allowsAction(args[1].toString(), args[2].toString()));
    text("net.world", SimpleType.BOOL, cidr -> Cidr.parse(cidr).world());
    one("net.worldPorts", PORTS, rules -> ports(SecurityGroupRules.worldPorts(asList(rules))));
    two(
        "net.opensPort",
        SimpleType.BOOL,
        SimpleType.INT,
        (rules, port) -> SecurityGroupRules.opens(asList(rules), asLong(port)));
    text("image.registry", SimpleType.STRING, ref -> ImageReference.parse(ref).registry());
    text("image.tag", SimpleType.STRING, ref -> ImageReference.parse(ref).tag());
    text("image.digest", SimpleType.STRING, ref -> ImageReference.parse(ref).digest());
  }

  private Functions() {}

  static List<CelFunctionDecl> declarations() {
    return ALL.stream().map(Declared::declaration).toList();
  }

  static List<CelFunctionBinding> bindings() {
    return ALL.stream().map(Declared::binding).toList();
  }

  private static void policy(
      String name, CelType result, Function<PolicyDocument, Object> question) {
    one(name, result, document -> question.apply(PolicyDocument.parse(document)));
  }

  private static void three(String name, CelType result, Function<Object[], Object> body) {
    String overload = name.replace('.', '_');
    ALL.add(
        new Declared(
            CelFunctionDecl.newFunctionDeclaration(
                name,
                CelOverloadDecl.newGlobalOverload(
                    overload, result, SimpleType.DYN, SimpleType.STRING, SimpleType.STRING)),
            CelFunctionBinding.from(
                overload,
                List.of(Object.class, String.class, String.class),
                args -> guarded(() -> body.apply(args)))));
  }

  private static void text(String name, CelType result, Function<String, Object> body) {
    one(
        name,
        result,
        argument -> {
          if (argument instanceof String string) {
            return body.apply(string);
          }
          throw new IllegalArgumentException(name + " takes text");
        });
  }

  private static void one(String name, CelType result, Function<Object, Object> body) {
    String overload = name.replace('.', '_');
    ALL.add(
        new Declared(
            CelFunctionDecl.newFunctionDeclaration(
                name, CelOverloadDecl.newGlobalOverload(overload, result, SimpleType.DYN)),
            CelFunctionBinding.from(
                overload, Object.class, argument -> guarded(() -> body.apply(argument)))));
  }

  private static void two(
      String name, CelType result, CelType second, BiFunction<Object, Object, Object> body) {
    String overload = name.replace('.', '_');
    ALL.add(
        new Declared(
            CelFunctionDecl.newFunctionDeclaration(
                name, CelOverloadDecl.newGlobalOverload(overload, result, SimpleType.DYN, second)),
            CelFunctionBinding.from(
                overload,
                Object.class,
                Object.class,
                (first, other) -> guarded(() -> body.apply(first, other)))));
  }

  private static Object guarded(Supplier<Object> body) {
    try {
      return body.get();
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new CelBadFormatException(String.valueOf(e.getMessage()));
    }
  }

  private static List<?> asList(Object value) {
    if (value instanceof List<?> list) {
      return list;
    }
    throw new IllegalArgumentException("expected a list");
  }

  private static long asLong(Object value) {
    if (value instanceof Long number) {
      return number;
    }
    throw new IllegalArgumentException("expected a whole number");
  }

  private static List<Map<String, Long>> ports(List<PortRange> ranges) {
    return Collections.unmodifiableList(
        ranges.stream()
            .map(range -> Map.of("from", (long) range.from(), "to", (long) range.to()))
            .toList());
  }
}
