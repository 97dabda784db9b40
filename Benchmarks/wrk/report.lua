-- Prints what wrk measured as one line of JSON behind the word RESULT. Latencies are in milliseconds.
local report = {}

function report.write(requests, seconds, summary, latency)
  local errors = summary.errors
  io.write(string.format(
    'RESULT {"requests": %d, "seconds": %.6f, "p50": %.3f, "p99": %.3f, "worst": %.3f, "errors": %d}\n',
    requests, seconds, latency:percentile(50) / 1000, latency:percentile(99) / 1000, latency.max / 1000,
    errors.status + errors.connect + errors.read + errors.timeout))
end

function report.done(summary, latency)
  report.write(summary.requests, summary.duration / 1e6, summary, latency)
end

return report
