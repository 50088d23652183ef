#!lua flags=allow-oom
-- confirm: writes something, so that a wait for replicas that follows covers all that was written before.
--
-- KEYS  1 the partition's prefix
--
-- Replies
--   done

redis.call('SET', KEYS[1] .. 'confirmed', '')
return { 'done' }
