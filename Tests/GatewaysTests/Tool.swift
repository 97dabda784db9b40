import Testing

@testable import Gateways

/// Programs of the system as witnesses, started as ours are: Foundation's `Process` fails while very many files are open,
/// and all tests run in one process.
enum Tool {
  /// Runs a program with `input` as a file at `/dev/stdin`; answers with what it said, errors included, and its status.
  static func run(
    _ path: String, _ arguments: [String], input: [UInt8] = []
  ) throws -> (output: [UInt8], status: Int32) {
    var limits = BoundedProgram.Limits()
    // All the time that a busy machine needs.
    (limits.processorSeconds, limits.wallSeconds) = (600, 3600)
    var output: [UInt8] = []
    let ending = try BoundedProgram(path: path, limits: limits).run(arguments, input: input) {
      output += $0
    }
    guard case .exited(let status) = ending else {
      Issue.record("\(path) ended by \(ending): \(String(decoding: output, as: UTF8.self))")
      return (output, -1)
    }
    return (output, status)
  }
}
