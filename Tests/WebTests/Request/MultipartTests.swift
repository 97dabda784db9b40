import Kernel
import Testing

@testable import Web

struct MultipartTests {
  private func parse(_ text: String) throws -> MultipartForm {
    try MultipartParser.parse(
      Content(Array(text.replacing("\n", with: "\r\n").utf8)), boundary: "B")
  }

  @Test func readsFieldsAndFiles() throws {
    let form = try parse(
      """
      --B
      Content-Disposition: form-data; name="title"

      Blue
      chair
      --B
      content-disposition: form-data; name="images"; filename="C:\\\\a\\\\b.png"
      Content-Type: image/png

      PNG--B not a boundary
      --B
      Content-Disposition: form-data; name="images"; filename=""


      --B--
      """)
    #expect(form.fields["title"] == "Blue\r\nchair")
    #expect(form.files.count == 1)
    #expect(form.files.first?.upload.filename == "b.png")
    #expect(form.files.first?.upload.contentType == "image/png")
    #expect(try form.files.first?.upload.bytes == Array("PNG--B not a boundary".utf8))
  }

  @Test func binaryContentStaysAsItIs() throws {
    let bytes: [UInt8] = [0, 255, 13, 10, 45, 45, 13, 10, 1]
    var body = Array("--B\r\nContent-Disposition: form-data; name=f; filename=x\r\n\r\n".utf8)
    body += bytes + Array("\r\n--B--\r\n".utf8)
    #expect(try MultipartParser.parse(Content(body), boundary: "B").files.first?.upload.bytes == bytes)
  }

  @Test(arguments: [
    "", "--B", "no boundary", "--B\n\n", "--B\nContent-Disposition: form-data; name=a\n\nx",
    "--B\nContent-Disposition: form-data\n\nx\n--B--", "--B\nnonsense\n\nx\n--B--", "--Bx\n\n\n--B--",
  ])
  func refusesBrokenForms(_ text: String) {
    let problem = #expect(throws: Problem.self) { try parse(text) }
    #expect(problem?.kind == .malformedRequest)
  }

  @Test func refusesTooManyParts() {
    let part = "--B\nContent-Disposition: form-data; name=a\n\nx\n"
    #expect(throws: Problem.self) { try parse(String(repeating: part, count: 501) + "--B--") }
  }

  @Test func refusesBrokenUTF8InFields() {
    var body = Array("--B\r\nContent-Disposition: form-data; name=a\r\n\r\n".utf8)
    body += [0xC3, 0x28] + Array("\r\n--B--".utf8)
    #expect(throws: Problem.self) { try MultipartParser.parse(Content(body), boundary: "B") }
  }

  @Test(arguments: [100, 2000, 9000])
  func headsAndNamesAreBounded(_ count: Int) throws {
    let long = String(repeating: "x", count: count)
    let named = "--B\nContent-Disposition: form-data; name=\(long)\n\nx\n--B--"
    let headed = "--B\nContent-Disposition: form-data; name=a\nX-Long: \(long)\n\nx\n--B--"
    if count <= 1024 {
      #expect(try parse(named).fields[long] == "x")
    } else {
      #expect(throws: Problem.self) { try parse(named) }
    }
    if count <= 8000 {
      #expect(try parse(headed).fields["a"] == "x")
    } else {
      #expect(throws: Problem.self) { try parse(headed) }
    }
  }

  /// However a form falls into windows, on disk or in memory, the same comes out of it.
  @Test func whereAWindowEndsMakesNoDifference() async throws {
    let tricky: [UInt8] = [13, 10, 45, 45, 13, 10, 45, 45, 88, 13, 13, 10, 45, 0, 255, 13]
    var body = Array("preamble\r\n--XY \t\r\nContent-Disposition: form-data; name=\"t\"\r\n\r\na\r\n--X".utf8)
    body += Array("\r\n--XY\r\nContent-Disposition: form-data; name=f; filename=\"a.bin\"\r\n".utf8)
    body += Array("Content-Type: image/png\r\n\r\n".utf8) + tricky
    body += Array("\r\n--XY\r\nContent-Disposition: form-data; name=f; filename=e\r\n\r\n\r\n--XY--rest".utf8)
    let folder = SpoolFolder()
    let file = try SpoolFile(
      folder: folder.url, disk: ByteShare(folder.store().disk, client: "a"),
      memory: ByteShare(folder.store().memory, client: "a"))
    try file.append(body)
    for content in [Content(body), Content(file)] {
      for windowBytes in 1...body.count {
        let form = try MultipartParser.parse(content, boundary: "XY", windowBytes: windowBytes)
        #expect(form.fields == Parameters([("t", "a\r\n--X")]), "\(windowBytes)")
        #expect(form.files.map(\.upload.filename) == ["a.bin", "e"], "\(windowBytes)")
        #expect(try form.files.map { try $0.upload.bytes } == [tricky, []], "\(windowBytes)")
      }
      // Cut off anywhere before its last boundary ends, it is refused in every window.
      for end in 0..<body.count - "rest".count {
        for windowBytes in [1, 3, 64, 4096] {
          #expect(throws: Problem.self, "\(end) \(windowBytes)") {
            try MultipartParser.parse(content.slice(0..<end), boundary: "XY", windowBytes: windowBytes)
          }
        }
      }
    }
  }
}
