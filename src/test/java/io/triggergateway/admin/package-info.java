/** The REST API, asked over HTTP. */
@NullMarked
package io.triggergateway.admin;

import org.jspecify.annotations.NullMarked;
