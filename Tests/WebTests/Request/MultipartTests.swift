import Kernel
import Testing

@testable import Web

struct MultipartTests {
  private func parse(_ text: String) throws -> MultipartForm {
    try MultipartParser.parse(Array(text.replacing("\n", with: "\r\n").utf8), boundary: "B")
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
    #expect(form.files.first?.upload.bytes == Array("PNG--B not a boundary".utf8))
  }

  @Test func binaryContentStaysAsItIs() throws {
    let bytes: [UInt8] = [0, 255, 13, 10, 45, 45, 13, 10, 1]
    var body = Array("--B\r\nContent-Disposition: form-data; name=f; filename=x\r\n\r\n".utf8)
    body += bytes + Array("\r\n--B--\r\n".utf8)
    #expect(try MultipartParser.parse(body, boundary: "B").files.first?.upload.bytes == bytes)
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
    #expect(throws: Problem.self) { try MultipartParser.parse(body, boundary: "B") }
  }
}
