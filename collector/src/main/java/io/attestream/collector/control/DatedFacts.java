package io.attestream.collector.control;

import io.attestream.collector.assessment.EstateFacts;
import java.time.LocalDate;

/** Facts of the present with the exceptions that will stand from a day on. */
public record DatedFacts(LocalDate from, EstateFacts facts) {}
