package io.attestream.collector.assessment;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The clauses of ISO/IEC 27001:2022 that are graded, and where they ask for documented information. */
public final class Clause {
  private static final Map<String, Boolean> DOCUMENTED = new LinkedHashMap<>();

  static {
    for (String id :
        "4.1 4.2 4.3* 4.4 5.1 5.2* 5.3 6.1.1 6.1.2* 6.1.3* 6.2* 6.3 7.1 7.2* 7.3 7.4 7.5* 8.1* 8.2* 8.3*"
            .concat(" 9.1* 9.2* 9.2.1* 9.2.2* 9.3* 9.3.1 9.3.2* 9.3.3* 10.1 10.2*")
            .split(" ")) {
      DOCUMENTED.put(id.replace("*", ""), id.endsWith("*"));
    }
  }

  private Clause() {}

  /** All ids, in the order of the standard. */
  public static Set<String> ids() {
    return DOCUMENTED.keySet();
  }

  /** Whether the standard itself asks for documented information here. */
  public static boolean documented(String id) {
    return Boolean.TRUE.equals(DOCUMENTED.get(id));
  }
}
