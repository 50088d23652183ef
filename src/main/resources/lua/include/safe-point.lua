-- Ids as numbers: a stream's time and the number within it.
local function parts(id)
  local time, number = string.match(id, '^(%d+)-(%d+)$')
  return tonumber(time), tonumber(number)
end

local function before(a, b)
  local a_time, a_number = parts(a)
  local b_time, b_number = parts(b)
  return a_time < b_time or (a_time == b_time and a_number < b_number)
end

local function next_id(id)
  local time, number = parts(id)
  return string.format('%.0f-%.0f', time, number + 1)
end

-- A flat list of names and values as a table.
local function as_table(flat)
  local fields = {}
  for i = 1, #flat, 2 do fields[flat[i]] = flat[i + 1] end
  return fields
end

-- What lies before it every one of the groups has acknowledged; nil without a group.
local function safe_point(stream, groups)
  local safe
  for _, group in ipairs(groups) do
    local fields = as_table(group)
    local bound = next_id(fields['last-delivered-id'])
    if fields['pending'] > 0 then
      local oldest = redis.call('XPENDING', stream, fields['name'])[2]
      if before(oldest, bound) then bound = oldest end
    end
    if not safe or before(bound, safe) then safe = bound end
  end
  return safe
end
