/** Steps of runs that wait for a time, an event or an answer: registering, ending once, reminding. */
@NullMarked
package io.triggergateway.awaits;

import org.jspecify.annotations.NullMarked;
