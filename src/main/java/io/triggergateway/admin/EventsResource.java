package io.triggergateway.admin;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.triggergateway.access.Allowed;
import io.triggergateway.access.Role;
import io.triggergateway.audit.NotAudited;
import io.triggergateway.entry.EventBody;
import io.triggergateway.entry.Events;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** CloudEvents, by the three modes of their HTTP binding. */
@Path("/api/_triggers/events")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class EventsResource {
    private final Events events;
    private final EventAnswers answers;

    EventsResource(Events events, EventAnswers answers) {
        this.events = events;
        this.answers = answers;
    }

    @POST
    @NotAudited("the traffic of machines, which the log of firings has")
    @Allowed(Role.ENGINE)
    public Response send(byte[] body, @Context HttpHeaders headers) {
        var trace = Emissions.traceparent(headers);
        return switch (events.read(byLowerCaseName(headers), body)) {
            case EventBody.One(var reading) -> answers.one(reading, trace);
            case EventBody.Batch(var readings) -> answers.batch(readings, trace);
            case EventBody.Malformed(var detail) -> Problems.answer(ProblemType.MALFORMED_BODY.of(detail));
            case EventBody.TooMany(int found, int most) ->
                Problems.answer(ProblemType.TOO_LARGE.of(
                        "Expected at most %d events in a batch, but found %d; send several".formatted(most, found)));
            case EventBody.UnknownFormat(var type) ->
                Problems.answer(ProblemType.UNSUPPORTED_MEDIA_TYPE.of(
                        "Expected application/cloudevents+json, application/cloudevents-batch+json, or the attributes in headers such as ce-id, but found '%s'"
                                .formatted(type)));
        };
    }

    private static Map<String, List<String>> byLowerCaseName(HttpHeaders headers) {
        return headers.getRequestHeaders().entrySet().stream()
                .collect(Collectors.toMap(
                        header -> header.getKey().toLowerCase(Locale.ROOT),
                        header -> List.copyOf(header.getValue()),
                        (some, more) -> List.of(some.getFirst(), more.getFirst())));
    }
}
