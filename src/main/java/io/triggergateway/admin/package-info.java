/** The REST API under {@code /api/_triggers}, all but the webhooks. */
@NullMarked
package io.triggergateway.admin;

import org.jspecify.annotations.NullMarked;
