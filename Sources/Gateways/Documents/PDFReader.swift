import Kernel
import Logging

private let qpdf = "/usr/bin/qpdf"
private let retrySeconds = 30
/// So many documents may wait for their turn.
private let maximumWaiting = 32

/// What keeps a PDF from being taken.
package enum PDFFault: Error, Hashable, Sendable {
  /// It is no PDF, or not a whole one.
  case damaged
  /// Nobody reads it without a password, or it restricts what readers may do.
  case encrypted
  /// It runs programs, sends forms, leads elsewhere by itself, or holds files.
  case active
  /// Reading it takes more memory or time than a document needs.
  case tooCostly
}

/// Reads PDFs of strangers with qpdf, in a process of its own.
package struct PDFReader: Sendable {
  private static let arguments = [
    "--no-warn", "--json=2", "--json-stream-data=none", "--json-key=qpdf", "--json-key=encrypt", "/dev/stdin",
  ]
  private static let log = Logger(label: "souk.documents")

  private let threads: BlockingThreads
  private let program: BoundedProgram

  /// A reader that looks at `threads` documents at once.
  package init(threads: Int) { self.init(threads: threads, program: BoundedProgram(path: qpdf)) }

  init(threads: Int, program: BoundedProgram) {
    self.threads = BlockingThreads(
      name: "documents", count: threads, maximumWaiting: maximumWaiting, niceness: 5)
    self.program = program
  }

  /// Reads every object of a PDF and answers with what speaks against it; `nil` for a document that is nothing but
  /// pages. What a reader would have to repair counts as damaged, as readers repair differently. Throws
  /// `Problem(.unavailable)` when too many wait, qpdf is missing or
  /// can't be started.
  package func fault(in bytes: [UInt8]) async throws -> PDFFault? {
    let program = program
    return try await threads.run { try PDFReader.fault(in: bytes, program) }
  }

  /// A full memory, or no more processes: the operator's to mend, and another time it may go well.
  private static func ending(
    of program: BoundedProgram, _ bytes: [UInt8], _ take: (UnsafeRawBufferPointer) -> Void
  ) throws -> BoundedProgram.Ending {
    do {
      return try program.run(arguments, input: bytes, take)
    } catch {
      log.error("a PDF could not be checked", metadata: ["error": "\(error)"])
      throw Problem(.unavailable, retryAfterSeconds: retrySeconds)
    }
  }

  private static func fault(in bytes: [UInt8], _ program: BoundedProgram) throws -> PDFFault? {
    var inspection = PDFInspection()
    let ending = try ending(of: program, bytes) { inspection.read($0) }
    if inspection.isActive || inspection.leadsOut { return .active }
    if inspection.isEncrypted { return .encrypted }
    switch ending {
    case .exited(0): return inspection.hasPage ? nil : .damaged
    case .exited:
      let said = String(decoding: inspection.head, as: UTF8.self)
      if said.contains("invalid password") { return .encrypted }
      return said.contains("bad_alloc") ? .tooCostly : .damaged
    case .killed, .overrun: return .tooCostly
    case .missing:
      log.error(
        "qpdf, prlimit or bash is not installed, so no PDF can be checked",
        metadata: ["path": "\(program.path)"])
      throw Problem(.unavailable)
    }
  }
}
