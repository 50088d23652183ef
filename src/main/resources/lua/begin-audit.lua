#!lua flags=allow-oom
-- begin-audit: notes that somebody is about to do something. Also when Redis is full: what frees memory is audited too.
--
-- KEYS  1 what was begun   2 the log
-- ARGV  mark, entry
--
-- Replies
--   done

redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
return { 'done' }
