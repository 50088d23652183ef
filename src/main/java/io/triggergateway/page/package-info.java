/** What all pages share: the look, labels, JSON for people, and forms that become JSON. */
@NullMarked
package io.triggergateway.page;

import org.jspecify.annotations.NullMarked;
