/** Pages for people: they read and show what the REST API answers, and act by calling it. */
@NullMarked
package io.triggergateway.ui;

import org.jspecify.annotations.NullMarked;
