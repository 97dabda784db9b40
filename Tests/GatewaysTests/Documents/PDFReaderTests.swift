import Foundation
import Kernel
import Testing

@testable import Gateways

private let leadsOut = "<< /S /URI /URI (http://a.example) >>"

/// PDFs of strangers: nothing but pages is taken, however it is spelled and packed.
struct PDFReaderTests {
  @Test(arguments: [
    "", "/Lang (/JavaScript)", "/OpenAction [3 0 R /Fit]", "/OpenAction << /S /GoTo /D [3 0 R /Fit] >>",
    "/AcroForm << /Fields [] >>",
  ])
  func paperIsTaken(_ catalog: String) async throws {
    #expect(try await PDFReader(patient: 1).fault(in: SamplePDF(catalog: catalog).bytes) == nil)
  }

  @Test func linksThatPeopleFollowAreTaken() async throws {
    let outlines = SamplePDF(
      catalog: "/Outlines 4 0 R",
      more: [
        "<< /First 5 0 R /Last 6 0 R /Count 2 >>",
        "<< /Title (a) /Parent 4 0 R /Next 6 0 R /A \(leadsOut) >>",
        "<< /Title (b) /Parent 4 0 R /Prev 5 0 R /A 7 0 R >>", leadsOut,
      ])
    #expect(try await PDFReader(patient: 1).fault(in: outlines.bytes) == nil)
    let link = "/Annots [<< /Subtype /Link /Rect [0 0 1 1] /A << /S /URI /URI (http://a.example) >> >>]"
    #expect(try await PDFReader(patient: 1).fault(in: SamplePDF(page: link).bytes) == nil)
  }

  @Test(arguments: [
    SamplePDF(catalog: "/OpenAction << /S /J#61vaScript /J#53 (x) >>"),
    SamplePDF(catalog: "/Names << /J#61vaScript << /Names [] >> >>"),
    SamplePDF(catalog: "/OpenAction 4 0 R", more: ["<< /S 5 0 R /F (cmd.exe) >>", "/La#75nch"]),
    SamplePDF(page: "/Annots [<< /Subtype /Link /A << /S /Submit#46orm /F (http://a.example) >> >>]"),
    SamplePDF(page: "/Annots [<< /Subtype /Link /A << /S /GoTo#52 /F (x.pdf) /D [0 /Fit] >> >>]"),
    SamplePDF(page: "/Annots [<< /Subtype /Link /A << /S /GoToE /D [0 /Fit] >> >>]"),
    SamplePDF(page: "/Annots [<< /Subtype /Rich#4dedia >>]"),
    SamplePDF(page: "/AA << /O << /S /Named /N /NextPage >> >>"),
    SamplePDF(catalog: "/AcroForm << /Fields [] /XF#41 (x) >>"),
    SamplePDF(catalog: "/Names << /EmbeddedFiles << /Names [] >> >>"),
    SamplePDF(catalog: "/OpenAction << /S /URI /URI (http://a.example) >>"),
    SamplePDF(catalog: "/OpenAction 4 0 R", more: ["<< /S /URI /URI (http://a.example) >>"]),
    SamplePDF(catalog: "/OpenAction << /S /GoTo /D [3 0 R /Fit] /Next 4 0 R >>", more: [leadsOut]),
    SamplePDF(
      catalog: "/OpenAction 4 0 R", more: ["<< /S /GoTo /D [3 0 R /Fit] /Next 5 0 R >>", "[6 0 R]", leadsOut]),
    SamplePDF(
      catalog: "/OpenAction 4 0 R", more: ["<< /S /GoTo /D [3 0 R /Fit] /Next [\(leadsOut)] >>"]),
    SamplePDF(page: "/Contents 4 0 R", more: ["<< /Length 0 /F (x.bin) >>\nstream\n\nendstream"]),
  ])
  func whatDoesSomethingIsNot(_ sample: SamplePDF) async throws {
    #expect(try await PDFReader(patient: 1).fault(in: sample.bytes) == .active)
  }

  @Test func packedObjectsAreReadToo() async throws {
    let script = SamplePDF(catalog: "/OpenAction 4 0 R", more: ["<< /S /JavaScript /JS (x) >>"]).bytes
    let packed = try rewritten(script, ["--object-streams=generate"])
    #expect(String(decoding: packed, as: UTF8.self).contains("/ObjStm"))
    #expect(!String(decoding: packed, as: UTF8.self).contains("JavaScript"))
    #expect(try await PDFReader(patient: 1).fault(in: packed) == .active)
    let plain = try rewritten(SamplePDF().bytes, ["--object-streams=generate"])
    #expect(try await PDFReader(patient: 1).fault(in: plain) == nil)
  }

  @Test(arguments: ["", "secret"]) func lockedOnesAreNot(_ password: String) async throws {
    let locked = try rewritten(SamplePDF().bytes, ["--encrypt", password, "owner", "256", "--"])
    #expect(try await PDFReader(patient: 1).fault(in: locked) == .encrypted)
  }

  @Test func whatIsNoWholeDocumentIsNot() async throws {
    let whole = SamplePDF().bytes
    let broken: [[UInt8]] = [
      Array("%PDF-1.4\n".utf8), Array(whole.dropLast(40)), Array(whole.dropFirst(30)), [],
      Array("%PDF-1.4\nPK\u{3}\u{4} startxref\n3\n%%EOF\n".utf8), SamplePDF(pages: []).bytes,
      SamplePDF(catalog: "/X " + String(repeating: "[", count: 100_000)).bytes,
    ]
    for bytes in broken { #expect(try await PDFReader(patient: 1).fault(in: bytes) == .damaged) }
  }

  @Test func whatInflatesWithoutEndIsGivenUp() async throws {
    // Two and a half kilobytes of objects, packed twice, that take more than a gigabyte.
    let fault = try await PDFReader(patient: 1).fault(in: try Fixture.bytes("bomb.pdf"))
    #expect(fault == .tooCostly || fault == .damaged)
    #expect(try await PDFReader(patient: 1).fault(in: SamplePDF().bytes) == nil)
  }

  @Test func whereItCannotBeReadNowTheDocumentIsNotBlamed() async throws {
    var program = BoundedProgram(path: "/usr/bin/qpdf")
    program.memoryFolder = "/nowhere"
    let reader = PDFReader(threads: 1, program: program)
    await #expect(throws: Problem(.unavailable, retryAfterSeconds: 30)) {
      try await reader.fault(in: SamplePDF().bytes)
    }
  }

  @Test func manyAtOnceEachGetTheirOwnAnswer() async throws {
    let reader = PDFReader(patient: 3)
    let good = SamplePDF().bytes
    let bad = SamplePDF(page: "/AA << >>").bytes
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for number in 0..<20 {
        group.addTask {
          try await reader.fault(in: number % 2 == 0 ? good : bad) == (number % 2 == 0 ? nil : .active)
        }
      }
      for try await isRight in group { #expect(isRight) }
    }
  }

  /// The PDF as qpdf writes it with these options.
  private func rewritten(_ bytes: [UInt8], _ options: [String]) throws -> [UInt8] {
    try Tool.run("/usr/bin/qpdf", options + ["/dev/stdin", "-"], input: bytes).output
  }
}

extension PDFReader {
  /// A reader with all the time that a busy machine needs.
  fileprivate init(patient threads: Int) {
    var limits = BoundedProgram.Limits()
    (limits.processorSeconds, limits.wallSeconds) = (600, 3600)
    self.init(threads: threads, program: BoundedProgram(path: "/usr/bin/qpdf", limits: limits))
  }
}

/// Programs that work on what strangers sent.
struct BoundedProgramTests {
  @Test func whatTakesTooLongOrSaysTooMuchIsEnded() throws {
    var limits = BoundedProgram.Limits()
    limits.wallSeconds = 0.3
    let sleep = BoundedProgram(path: "/usr/bin/sleep", limits: limits)
    #expect(try sleep.run(["3600"], input: []) { _ in } == .overrun)
    let silent = BoundedProgram(path: "/usr/bin/sh", limits: limits)
    #expect(
      try silent.run(["-c", "exec >&- 2>&-; exec sleep 3600"], input: []) { _ in } == .overrun,
      "what says that it has nothing more to say, and goes on")
    limits.wallSeconds = 600
    limits.outputBytes = 1_000_000
    #expect(try BoundedProgram(path: "/usr/bin/yes", limits: limits).run([], input: []) { _ in } == .overrun)
    limits.processorSeconds = 1
    let spin = BoundedProgram(path: "/usr/bin/sh", limits: limits)
    #expect(try spin.run(["-c", "while :; do :; done"], input: []) { _ in } == .killed)
    #expect(try BoundedProgram(path: "/nowhere", limits: limits).run([], input: []) { _ in } == .missing)
  }

  @Test func itGetsItsInputAndNothingElse() throws {
    let input = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0) }
    var output: [UInt8] = []
    let cat = BoundedProgram(path: "/usr/bin/cat")
    #expect(try cat.run(["/dev/stdin"], input: input) { output += $0 } == .exited(0))
    #expect(output == input)
    output = []
    let shell = BoundedProgram(path: "/usr/bin/sh")
    #expect(try shell.run(["-c", "ls /proc/self/fd; env; exit 7"], input: []) { output += $0 } == .exited(7))
    let said = String(decoding: output, as: UTF8.self).split(separator: "\n")
    #expect(said.filter { Int($0) != nil }.count <= 4, "\(said)")
    #expect(!said.contains { $0.hasPrefix("HOME=") || $0.hasPrefix("PATH=/home") }, "\(said)")
  }
}

/// A small PDF written by hand.
struct SamplePDF: Sendable, CustomTestStringConvertible {
  var catalog = ""
  var page = ""
  var pages = ["3 0 R"]
  var more: [String] = []

  var testDescription: String { [catalog, page].joined() }

  var bytes: [UInt8] {
    let third = pages.isEmpty ? "<< >>" : "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] \(page) >>"
    let objects =
      [
        "<< /Type /Catalog /Pages 2 0 R \(catalog) >>",
        "<< /Type /Pages /Kids [\(pages.joined(separator: " "))] /Count \(pages.count) >>", third,
      ] + more
    var text = "%PDF-1.7\n"
    var offsets: [Int] = []
    for (index, body) in objects.enumerated() {
      offsets.append(text.utf8.count)
      text += "\(index + 1) 0 obj\n\(body)\nendobj\n"
    }
    let start = text.utf8.count
    text += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
    for offset in offsets {
      text += String(repeating: "0", count: 10 - String(offset).count) + "\(offset) 00000 n \n"
    }
    text += "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n"
    return Array(text.utf8)
  }
}
