-- Keep a talk and let it go, in turn.
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
wrk.headers["Sec-Fetch-Site"] = "same-origin"
local n = 0
request = function()
  n = n + 1
  return wrk.format(nil, nil, nil, n % 2 == 0 and "keep=no" or "keep=yes")
end
