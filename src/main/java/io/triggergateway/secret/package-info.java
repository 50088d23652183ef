/** Secrets: references, encryption at rest, validity and rotation. */
@NullMarked
package io.triggergateway.secret;

import org.jspecify.annotations.NullMarked;
