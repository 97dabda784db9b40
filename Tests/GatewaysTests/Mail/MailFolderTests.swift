import Foundation
import Kernel
import Testing

@testable import Gateways

@Suite struct MailFolderTests {
  private static let sender = MailSender(address: "shop@souk.example", name: "Souk – Märkte")
  private static let moment = Timestamp(milliseconds: 1_772_357_400_123)
  private static let clock = Clock { moment }

  private func compose(_ message: MailMessage, id: String = "m-1") throws -> String {
    try InternetMessage.compose(message, id: id, from: Self.sender, at: Self.moment)
  }

  @Test func whoseAddressEndsAlikeKeepsTheirMails() async throws {
    try await Fixture.withFolder { folder in
      let mails = MailFolder(
        folder: folder.appendingPathComponent("mail"), sender: Self.sender, clock: Self.clock)
      for (index, email) in ["ann@example.org", "joann@example.org", "ann@example.org.uk"].enumerated() {
        try await mails.send(MailMessage(to: email, subject: "Hello", text: "Hello"), id: "m-\(index)")
      }
      #expect(try await mails.forget(["Ann@example.org"]) == 1)
      let left = Set(try await mails.list().map(\.to))
      #expect(left == ["joann@example.org", "ann@example.org.uk"])
    }
  }

  @Test(
    arguments: [
      ("Plain", "Hello,\n\n.leading dot\ntrailing space \nend", "<p>Hello</p>"),
      (
        "Ünïcödé 👩‍👩‍👧 – and a subject that is so long that it takes more than one encoded word to write it down",
        "ä=ö\n", "<p>é</p>"
      ),
      (
        "=?UTF-8?B?aGk=?= as it stands", String(repeating: "long line ", count: 200),
        "<a href=\"https://x/?t=abc=\">=3D</a>"
      ),
      ("", "", ""),
    ])
  func comesBackAsItWent(subject: String, text: String, html: String) async throws {
    try await Fixture.withFolder { folder in
      let mails = MailFolder(
        folder: folder.appendingPathComponent("mail"), sender: Self.sender, clock: Self.clock)
      let message = MailMessage(
        to: "ada@example.org", toName: "Ada, Lovelace", subject: subject, text: text, html: html)
      try await mails.send(message, id: "m-1")
      let stored = try #require(try await mails.list().first)
      #expect(stored.subject == subject.trimmed)
      #expect(stored.text == text)
      #expect(stored.html == html)
      #expect(stored.to == "Ada, Lovelace <ada@example.org>")
      #expect(stored.date == Timestamp(milliseconds: 1_772_357_400_000))
      #expect(try await mails.read(stored.name) == stored)
    }
  }

  @Test func isReadByPythonsMailModule() throws {
    let subject = "Order № 7 – thank you, «Ada»! And a few more words to make this longer than a line of 78"
    let text = "Grüße,\n.\nFrom me =3D\n" + String(repeating: "é", count: 100) + "\n"
    let source = try compose(
      MailMessage(
        to: "ada@example.org", toName: "Ada \"the first\" Löve", subject: subject, text: text,
        html: "<b>ü</b>"))
    #expect(source.utf8.allSatisfy { $0 < 127 && ($0 >= 32 || $0 == 13 || $0 == 10 || $0 == 9) })
    #expect(source.components(separatedBy: "\r\n").allSatisfy { $0.utf8.count <= 78 && !$0.contains("\n") })
    let script = """
      import sys, email, email.policy, json
      m = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
      p = m.get_body(('plain',)).get_content().replace('\\r\\n', '\\n'); h = m.get_body(('html',)).get_content()
      print(json.dumps([m['subject'], str(m['to'].addresses[0].display_name), m['to'].addresses[0].addr_spec,
        m['from'].addresses[0].display_name, m['message-id'], p, h.strip(), str(m['date'].datetime), len(m.defects)]))
      """
    let output = Data(
      try Tool.run("/usr/bin/env", ["python3", "-c", script], input: Array(source.utf8)).output)
    let values = try JSONDecoder().decode([PythonValue].self, from: output)
    #expect(
      values == [
        .text(subject), .text("Ada \"the first\" Löve"), .text("ada@example.org"), .text("Souk – Märkte"),
        .text("<m-1@souk.example>"), .text(text), .text("<b>ü</b>"), .text("2026-03-01 09:30:00+00:00"),
        .number(0),
      ])
  }

  @Test(
    arguments: [
      "Hi\r\nBcc: all@example.org", "Hi\nBcc: all@example.org", "Hi\rBcc: x@example.org",
      "Hi\u{2028}Bcc: x@example.org",
      "Hi\r\n\r\n<script>", "\r\n.\r\nMAIL FROM:<x@example.org>",
    ])
  func letsNobodyAddHeaders(text: String) throws {
    let plain = try compose(MailMessage(to: "a@example.org", subject: "s", text: "t"))
    let source = try compose(
      MailMessage(to: "a@example.org", toName: text, subject: text, text: "t"), id: text)
    let names = { (source: String) in
      (source.components(separatedBy: "\r\n\r\n").first ?? "").components(separatedBy: "\r\n")
        .filter { !$0.hasPrefix(" ") }.compactMap { $0.split(separator: ":").first }
    }
    #expect(names(source) == names(plain))
    #expect(!source.contains("\nBcc"))
  }

  @Test(
    arguments: [
      "", "a", "a@b", "a@example.org\r\nBcc: b@example.org", "a@example.org>, <b@example.org",
      "a b@example.org",
      "a@example.org,b@example.org", "\"a\"@example.org",
    ])
  func refusesBadAddresses(address: String) throws {
    #expect(throws: MailError.badAddress(address)) {
      try compose(MailMessage(to: address, subject: "s", text: "t"))
    }
  }

  @Test("A mail is from the name that it brings where the sender has none of its own")
  func isFromTheNameThatItBrings() throws {
    let mail = MailMessage(to: "a@example.org", fromName: "Market hall", subject: "s", text: "t")
    let nameless = MailSender(address: "shop@souk.example")
    let source = try InternetMessage.compose(mail, id: "m-1", from: nameless, at: Self.moment)
    #expect(source.hasPrefix("From: Market hall <shop@souk.example>\r\n"))
    let named = MailSender(address: "shop@souk.example", name: "Post")
    #expect(
      try InternetMessage.compose(mail, id: "m-1", from: named, at: Self.moment)
        .hasPrefix("From: Post <shop@souk.example>\r\n"))
  }

  @Test func listsTheNewestFirst() async throws {
    try await Fixture.withFolder { folder in
      for minute in 0..<5 {
        let clock = Clock { Self.moment.adding(seconds: Int64(minute) * 60) }
        let mails = MailFolder(folder: folder, sender: Self.sender, clock: clock)
        try await mails.send(
          MailMessage(to: "a@example.org", subject: "\(minute)", text: "x"), id: "id/../\(minute)")
      }
      let mails = MailFolder(folder: folder, sender: Self.sender, clock: Self.clock)
      #expect(try await mails.list(limit: 3).map(\.subject) == ["4", "3", "2"])
      #expect(try await mails.read("../secret") == nil)
      #expect(try await mails.read("nothing") == nil)
    }
  }
}

private enum PythonValue: Decodable, Equatable {
  case text(String)
  case number(Int)

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let text = try? container.decode(String.self) {
      self = .text(text)
    } else {
      self = .number(try container.decode(Int.self))
    }
  }
}
