import Foundation
import Kernel

/// What the operating system knows of this process, by the names that Prometheus clients use.
enum ProcessMetrics {
  private static let startedAt = Timestamp.system()

  static func register(in metrics: Metrics) {
    let started = startedAt
    metrics.gauge("process_start_time_seconds", "Start of the process in seconds since 1970.") {
      Double(started.milliseconds) / 1000
    }
    metrics.gauge("process_resident_memory_bytes", "Resident memory in bytes.") { Double(residentBytes()) }
    metrics.counter("process_cpu_seconds_total", "User and system time in seconds.") { processorSeconds() }
    metrics.gauge("process_open_fds", "Open file descriptors.") { Double(openFiles()) }
  }

  private static func residentBytes() -> Int {
    guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return 0 }
    let fields = text.split(separator: " ")
    guard fields.count > 1, let pages = Int(fields[1]) else { return 0 }
    return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
  }

  private static func processorSeconds() -> Double {
    var moment = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &moment)
    return Double(moment.tv_sec) + Double(moment.tv_nsec) / 1e9
  }

  private static func openFiles() -> Int {
    ((try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd"))?.count ?? 1) - 1
  }
}
