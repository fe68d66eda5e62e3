-- Each request asks for another address: behind the question stand signs that no search looks at.
local signs, n = "-.,:", os.time() * 1000
request = function()
  n = n + 1
  local behind, rest = "+", n
  for _ = 1, 24 do
    behind = behind .. signs:sub(rest % 4 + 1, rest % 4 + 1)
    rest = math.floor(rest / 4)
  end
  return wrk.format("GET", wrk.path .. behind)
end
