package io.attestream.collector.web.control;

/** One control with its period assurance. */
public record ControlPageView(ControlView control, AssuranceView assurance) {}
