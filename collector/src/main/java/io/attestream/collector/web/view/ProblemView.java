package io.attestream.collector.web.view;

/** A failure as a person reads it. */
public record ProblemView(int status, String title, String message) {}
