package io.attestream.agent.secret;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Tells whether a named value looks like a credential. Values are looked at here, in the agent, and go no further.
 * A value that only refers to something (a variable, a path, a flag, a number) is none.
 */
public final class NamedSecrets {
  private static final int LONGEST_LOOKED_AT = 64 * 1024;

  private static final Pattern NAME =
      Pattern.compile(
          "(?i)(password|passwd|passphrase|(^|[_.-])pwd([_.-]|$)|secret|token|api[_.-]?key|access[_.-]?key|private[_.-]?key|credential|auth[_.-]?key|encryption[_.-]?key|signing[_.-]?key)");

  /** Names that speak about a secret and do not hold one. */
  private static final Pattern ABOUT =
      Pattern.compile(
          "(?i)[_.-]?(file|path|dir|name|names|namespace|ref|mount|ttl|expiry|expiration|expires?|lifetime|length|size|type|issuer|audience|url|uri|endpoint|host|header|enabled|policy|id|version|rotation|interval|timeout|algorithm|arn|provider|store|class|field|count|limit)$");

  private static final Pattern HARMLESS =
      Pattern.compile(
          "(?i)\\s*|true|false|yes|no|on|off|none|null|-?[0-9.]{1,8}[a-z]{0,2}|/[\\w./-]*|\\$\\(.*\\)|\\$\\{.*}|<.*>|arn:[\\w:/.*-]*|\\{\\{resolve:.*}}|x+|\\*+");

  private static final List<Pattern> VALUES =
      List.of(
          Pattern.compile("-----BEGIN (?:[A-Z]{1,20} ){0,3}PRIVATE KEY-----"),
          Pattern.compile("\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b"),
          Pattern.compile("\\bgh[pousr]_[A-Za-z0-9]{36}"),
          Pattern.compile("\\bglpat-[A-Za-z0-9_-]{20}"),
          Pattern.compile("\\bxox[baprs]-[A-Za-z0-9-]{10}"),
          Pattern.compile("\\bsk_live_[A-Za-z0-9]{16}"),
          Pattern.compile("\\beyJ[A-Za-z0-9_-]{10,500}\\.eyJ[A-Za-z0-9_-]{10,2000}\\."),
          Pattern.compile("\\b[a-z][a-z0-9+.-]{1,20}://[^\\s:/@$<{]{1,100}:[^\\s:/@$<{]{1,100}@"));

  private static final Pattern ARGUMENT =
      Pattern.compile("--?([A-Za-z][\\w.-]{0,80})=(.+)", Pattern.DOTALL);

  private NamedSecrets() {}

  /** The names of the variables that hold a literal credential, in order. */
  public static List<String> among(Map<String, String> variables) {
    return variables.entrySet().stream()
        .filter(variable -> literal(variable.getKey(), variable.getValue()))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** Whether a variable or key of this name holds a literal credential. */
  public static boolean literal(String name, String value) {
    String looked =
        value.length() > LONGEST_LOOKED_AT ? value.substring(0, LONGEST_LOOKED_AT) : value;
    boolean named = NAME.matcher(name).find() && !ABOUT.matcher(name).find();
    return (named && !HARMLESS.matcher(looked).matches()) || recognisable(looked);
  }

  /** Whether a command line argument carries a literal credential, {@code --password=hunter2}. */
  public static boolean argument(String argument) {
    var matcher = ARGUMENT.matcher(argument);
    return matcher.matches() ? literal(matcher.group(1), matcher.group(2)) : recognisable(argument);
  }

  private static boolean recognisable(String value) {
    String looked =
        value.length() > LONGEST_LOOKED_AT ? value.substring(0, LONGEST_LOOKED_AT) : value;
    return VALUES.stream().anyMatch(pattern -> pattern.matcher(looked).find());
  }
}
