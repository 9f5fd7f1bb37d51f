package io.attestream.agent.schedule;

import io.attestream.agent.commit.CommitSigner;
import io.attestream.agent.config.ScheduleSection;
import io.attestream.agent.judge.ChangeListener;
import io.attestream.agent.judge.ResourceJudge;
import io.attestream.agent.metrics.AgentMetrics;
import io.attestream.agent.spool.Spool;
import java.time.Clock;
import java.util.concurrent.Executor;

/**
 * What every unit's work needs.
 *
 * @param judges runs judgements
 * @param changes hears of every changed result before its commit
 * @param spooled is run after each commit
 */
public record UnitServices(
    Spool spool,
    ResourceJudge judge,
    CommitSigner signer,
    ScheduleSection schedule,
    Clock clock,
    AgentMetrics metrics,
    Executor judges,
    ChangeListener changes,
    Runnable spooled) {}
