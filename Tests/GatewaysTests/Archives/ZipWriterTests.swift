import Foundation
import Kernel
import Testing

@testable import Gateways

@Suite struct ZipWriterTests {
  private let moment = Timestamp(milliseconds: 1_750_000_001_000)

  /// Runs a command and answers with what it printed and its status.
  private func run(_ command: [String]) throws -> (text: String, status: Int32) {
    let (output, status) = try Tool.run("/usr/bin/env", command)
    return (String(decoding: output, as: UTF8.self), status)
  }

  @Test func anotherProgramReadsEveryFileBack() async throws {
    var generator = SeededGenerator(seed: 7)
    let noise = (0..<70_000).map { _ in UInt8.random(in: 0...255, using: &generator) }
    let files: [(String, [UInt8])] = [
      ("account.json", Array(#"{"name": "Ada"}"#.utf8)), ("files/Größe – 日本.txt", Array("ä".utf8)),
      ("files/empty", []), ("files/noise.bin", noise),
      ("files/long.txt", Array(String(repeating: "market ", count: 50_000).utf8)),
    ]
    var zip = ZipWriter()
    for (name, content) in files { try zip.add(name, content, at: moment) }
    let archive = zip.finish()
    #expect(archive.count < 80_000)
    try await Fixture.withFolder { folder in
      let file = folder.appendingPathComponent("all.zip")
      try Data(archive).write(to: file)
      let script = """
        import sys, zipfile, hashlib
        archive = zipfile.ZipFile(sys.argv[1])
        assert archive.testzip() is None
        for item in archive.infolist():
            print(item.filename, item.file_size, hashlib.sha256(archive.read(item)).hexdigest(), item.date_time[0])
        """
      let answer = try run(["python3", "-c", script, file.path])
      #expect(answer.status == 0, "\(answer.text)")
      let expected = files.map { name, content in
        "\(name) \(content.count) \(SecureToken.contentHash(content)) 2025"
      }
      #expect(answer.text.split(separator: "\n").map(String.init) == expected)
      let folderFiles = try run(["unzip", "-t", file.path])
      #expect(folderFiles.status == 0 || folderFiles.status == 127, "\(folderFiles.text)")
    }
  }

  @Test func anEmptyArchiveIsOne() throws {
    #expect(ZipWriter().finish().count == 22)
  }

  @Test(arguments: ["", "/etc/passwd", "../up", "a//b", "a/./b", "C:\\x", "a\\b", "c:d", "line\nbreak"])
  func namesThatLeadOutAreRefused(_ name: String) {
    var zip = ZipWriter()
    #expect(throws: ZipError.badName(name)) { try zip.add(name, [1], at: moment) }
  }

  @Test(arguments: [
    "", "/etc/passwd", "../up", "a//b", "C:\\x", "line\nbreak", "документ.pdf",
    String(repeating: "ä", count: 3_000),
  ])
  func anyNameBecomesSafe(_ name: String) throws {
    var zip = ZipWriter()
    try zip.add(ZipWriter.safeName(name), [1], at: moment)
    #expect(zip.finish().count > 100)
  }

  @Test func aNameComesOnceAndSizesAreBounded() throws {
    var zip = ZipWriter(maximumBytes: 1_000)
    try zip.add("a", [1, 2, 3], at: moment)
    #expect(throws: ZipError.badName("a")) { try zip.add("a", [4], at: moment) }
    var generator = SeededGenerator(seed: 1)
    let noise = (0..<2_000).map { _ in UInt8.random(in: 0...255, using: &generator) }
    #expect(throws: ZipError.tooLarge) { try zip.add("b", noise, at: moment) }
    try zip.add("c", [5], at: moment)
    #expect(zip.finish().count < 1_000)
  }
}
