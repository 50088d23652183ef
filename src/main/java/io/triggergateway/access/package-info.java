/** Access: who may call what. Everything but webhooks and health needs a bearer token; methods name the role they need. */
@NullMarked
package io.triggergateway.access;

import org.jspecify.annotations.NullMarked;
