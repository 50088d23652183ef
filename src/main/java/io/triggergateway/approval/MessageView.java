package io.triggergateway.approval;

import java.util.List;

/**
 * A page that only says something.
 *
 * @param state a word above the title; empty for none
 * @param tone of the state: success, warning or plain
 */
public record MessageView(String state, String tone, String title, String text, List<RowView> rows) {}
