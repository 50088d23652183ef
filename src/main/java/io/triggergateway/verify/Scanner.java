package io.triggergateway.verify;

/** A text and how far it has been read. */
final class Scanner {
    private final String text;
    private int position;

    Scanner(String text) {
        this.text = text;
    }

    int position() {
        return position;
    }

    boolean atEnd() {
        return position >= text.length();
    }

    boolean at(char wanted) {
        return !atEnd() && text.charAt(position) == wanted;
    }

    boolean at(String wanted) {
        return text.startsWith(wanted, position);
    }

    boolean skip(String wanted) {
        if (!at(wanted)) {
            return false;
        }
        position += wanted.length();
        return true;
    }

    char next() {
        return text.charAt(position++);
    }

    /** The character before the position. */
    char previous() {
        return text.charAt(position - 1);
    }

    String since(int start) {
        return text.substring(start, position);
    }

    void blanks() {
        while (at(' ')) {
            position++;
        }
    }

    void expect(String wanted) {
        blanks();
        if (!skip(wanted)) {
            throw new MalformedExpression("Expected \"%s\"".formatted(wanted), text, position);
        }
    }

    void expectEnd() {
        if (!atEnd()) {
            throw new MalformedExpression("Expected the end, but found \"%s\"".formatted(next()), text, position - 1);
        }
    }

    /** Letters up to a blank, a bar or a closing brace. */
    String word() {
        var start = position;
        while (!atEnd() && !at(' ') && !at('|') && !at('}')) {
            position++;
        }
        if (position == start) {
            throw new MalformedExpression("Expected a word", text, position);
        }
        return text.substring(start, position);
    }

    /** Text between single quotes; {@code \'} and {@code \\} stand for themselves. */
    String quoted() {
        var start = position++;
        var value = new StringBuilder();
        while (!at('\'')) {
            skip("\\");
            if (atEnd()) {
                throw new MalformedExpression("Expected a closing quote", text, start);
            }
            value.append(next());
        }
        position++;
        return value.toString();
    }
}
