package io.triggergateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import io.triggergateway.job.Job;
import io.triggergateway.job.JobCreation;
import io.triggergateway.trigger.Findings;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Answers to those who want a job. */
final class JobAnswers {
    private static final String JOBS = "/api/_triggers/jobs/";

    private JobAnswers() {}

    /** What became of a job with these parameters. */
    static Response of(JobCreation creation, JsonNode params) {
        return switch (creation) {
            case JobCreation.Created(var job) -> accepted(job);
            case JobCreation.Known(var job) -> job.params().equals(params) ? accepted(job) : otherBody();
            case JobCreation.Full(int most) ->
                Problems.answer(ProblemType.CONFLICT.of(
                        "Expected fewer than %d jobs that have not ended, but there are as many; cancel some or wait"
                                .formatted(most)));
        };
    }

    private static Response otherBody() {
        var findings = new Findings();
        findings.add("", "Expected the body that this Idempotency-Key was first used with, but found another");
        return Problems.invalid(findings.all());
    }

    private static Response accepted(Job job) {
        return Response.accepted(job.document())
                .header(HttpHeaders.LOCATION, JOBS + job.id())
                .build();
    }
}
