package io.triggergateway.trigger;

/**
 * One thing that is wrong with a document.
 *
 * @param pointer the place, as a JSON Pointer (RFC 6901); empty for the whole document
 * @param detail what was expected and what was found, as a sentence for people
 */
public record FieldError(String pointer, String detail) {
    /** Place and detail as one sentence; only the detail where it is about the whole document. */
    public String sentence() {
        return pointer.isEmpty() ? detail : pointer + ": " + detail;
    }
}
