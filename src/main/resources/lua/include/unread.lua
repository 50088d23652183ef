-- How many entries of a stream come after an id, and whether that is exact.
--
-- XINFO's lag is nil after some deletions and wrong after others, so entries are counted: from both ends in turns, as
-- a group that keeps up has little after its position, and one that does not has little before it. Only where both
-- are long is XINFO believed, within what was counted; without it, all that may be unread is taken to be.
local function unread(stream, length, id, told)
  if length == 0 then return 0, true end
  local head, tail, from, to = 0, 0, '-', '+'
  local page, most_turns, budget = 100, 20, 4000000

  local function pay_for(entries)
    for _, entry in ipairs(entries) do
      for _, text in ipairs(entry[2]) do budget = budget - #text end
    end
  end

  for turn = 1, most_turns do
    local first = redis.call('XRANGE', stream, from, id, 'COUNT', page)
    head = head + #first
    if #first < page then return length - head, true end
    from = '(' .. first[#first][1]
    local last = redis.call('XREVRANGE', stream, to, '(' .. id, 'COUNT', page)
    tail = tail + #last
    if #last < page then return tail, true end
    to = '(' .. last[#last][1]
    pay_for(first)
    pay_for(last)
    if budget < 0 then break end
  end
  local most = length - head
  return math.min(most, math.max(tail, told or most)), false
end
