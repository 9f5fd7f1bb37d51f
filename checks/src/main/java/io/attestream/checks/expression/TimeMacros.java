package io.attestream.checks.expression;

import dev.cel.common.Operator;
import dev.cel.common.ast.CelExpr;
import dev.cel.parser.CelMacro;
import dev.cel.parser.CelMacroExprFactory;
import java.util.List;
import java.util.Optional;

/**
 * {@code time.age(t)} is {@code now - timestamp(t)}, {@code time.until(t)} is {@code timestamp(t) -
 * now}. As macros they need no clock of their own.
 */
final class TimeMacros {
  static final List<CelMacro> ALL =
      List.of(
          CelMacro.newReceiverMacro(
              "age", 1, (factory, target, args) -> expand(factory, target, args.get(0), true)),
          CelMacro.newReceiverMacro(
              "until", 1, (factory, target, args) -> expand(factory, target, args.get(0), false)));

  private TimeMacros() {}

  private static Optional<CelExpr> expand(
      CelMacroExprFactory factory, CelExpr target, CelExpr text, boolean past) {
    if (!target.identOrDefault().name().equals("time")) {
      return Optional.empty();
    }
    CelExpr now = factory.newIdentifier("now");
    CelExpr then = factory.newGlobalCall("timestamp", text);
    String minus = Operator.SUBTRACT.getFunction();
    return Optional.of(
        past ? factory.newGlobalCall(minus, now, then) : factory.newGlobalCall(minus, then, now));
  }
}
