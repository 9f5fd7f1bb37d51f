package io.attestream.checks.control;

/**
 * A control of ISO/IEC 27001:2022 Annex A.
 *
 * @param id {@code 8.15}; {@link #annex} gives {@code A.8.15}
 * @param title its short title
 * @param awsClass how far AWS checks can evidence it
 * @param kubernetesClass how far Kubernetes checks can evidence it
 * @param explanation what it is about, in our own words
 * @param manualPart documents and records that complete the evidence, in our own words
 * @param foundation whether other controls rest on it, so that its absence weighs more
 */
public record Control(
    String id,
    String title,
    Theme theme,
    AutomationClass awsClass,
    AutomationClass kubernetesClass,
    String explanation,
    String manualPart,
    boolean foundation)
    implements Comparable<Control> {

  /** The stronger class of the two providers. */
  public AutomationClass bestClass() {
    return awsClass.or(kubernetesClass);
  }

  /** The number with the annex, {@code A.8.15}. */
  public String annex() {
    return "A." + id;
  }

  private int number() {
    return theme.chapter() * 1000 + Integer.parseInt(id.substring(id.indexOf('.') + 1));
  }

  /** In the order of the annex: 5.9 before 5.10. */
  @Override
  public int compareTo(Control other) {
    return Integer.compare(number(), other.number());
  }
}
