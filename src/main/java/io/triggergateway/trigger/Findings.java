package io.triggergateway.trigger;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Collects everything that is wrong with a document, so that its author can mend it all in one go. */
public final class Findings {
    private final List<FieldError> errors = new ArrayList<>();
    private final List<FieldError> unavailable = new ArrayList<>();
    private final boolean trusted;

    public Findings() {
        this(false);
    }

    private Findings(boolean trusted) {
        this.trusted = trusted;
    }

    /**
     * For a document that was found right when it was written: what is dear to check and cannot have changed since,
     * such as its expressions, is not checked again.
     */
    public static Findings ofTrusted() {
        return new Findings(true);
    }

    /** True for a document that was found right before. */
    public boolean isTrusted() {
        return trusted;
    }

    /** Notes that {@code pointer} is wrong; {@code detail} says what to change. */
    public void add(String pointer, String detail) {
        errors.add(new FieldError(pointer, detail));
    }

    /** Notes that {@code pointer} is right, but names something that this replica does not have, such as a secret. */
    public void addUnavailable(String pointer, String detail) {
        unavailable.add(new FieldError(pointer, detail));
    }

    /** True when nothing is wrong and nothing is missing. */
    public boolean isEmpty() {
        return errors.isEmpty() && unavailable.isEmpty();
    }

    /** What the author has to mend. */
    public List<FieldError> errors() {
        return List.copyOf(errors);
    }

    /** What this replica lacks. */
    public List<FieldError> unavailable() {
        return List.copyOf(unavailable);
    }

    /** Everything, for answers. */
    public List<FieldError> all() {
        return Stream.concat(errors.stream(), unavailable.stream()).toList();
    }
}
