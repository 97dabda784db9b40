import Foundation
import Kernel
import Testing

@testable import Gateways

@Suite struct SMTPTransportTests {
  private static let sender = MailSender(address: "shop@souk.example", name: "Souk")

  private func transport(_ url: String) throws -> SMTPTransport {
    try SMTPTransport(url: url, sender: Self.sender, clock: .system)
  }

  @Test func handsAMailOver() async throws {
    let server = try SMTPListener()
    let message = MailMessage(to: "ada@example.org", subject: "Hi", text: "one\n.\ntwo", html: "<p>one</p>")
    try await transport("smtp://127.0.0.1:\(server.port)").send(message, id: "m-9")
    let session = server.finish()
    #expect(session.commands.contains { $0.hasPrefix("EHLO souk.example") })
    #expect(session.commands.contains { $0.hasPrefix("MAIL FROM:<shop@souk.example>") })
    #expect(session.commands.contains { $0.hasPrefix("RCPT TO:<ada@example.org>") })
    let mail = StoredMail(name: "x", bytes: Array(session.message.utf8))
    #expect(mail.subject == "Hi" && mail.text == "one\n.\ntwo" && mail.html == "<p>one</p>")
    #expect(session.message.contains("Message-ID: <m-9@souk.example>"))
  }

  @Test func tellsForGoodFromForNow() async throws {
    let message = MailMessage(to: "ada@example.org", subject: "Hi", text: "x")
    for (answer, isTemporary) in [("550 no such user", false), ("451 later", true)] {
      let server = try SMTPListener(recipientAnswer: answer)
      let error = await #expect(throws: MailError.self) {
        try await transport("smtp://127.0.0.1:\(server.port)").send(message, id: "m")
      }
      #expect(error?.isTemporary == isTemporary)
      _ = server.finish()
    }
    let error = await #expect(throws: MailError.self) {
      try await transport("smtp://127.0.0.1:1").send(message, id: "m")
    }
    #expect(error?.isTemporary == true)
  }

  @Test(arguments: ["", "mail.example.org", "http://mail.example.org", "smtp://", "smtp:///x"])
  func refusesOtherAddresses(url: String) {
    #expect(throws: MailError.self) { try SMTPServer(url, greeting: "x") }
  }

  @Test func encryptsWhatCarriesAPassword() throws {
    let server = try SMTPServer("smtp://us%40er:p%2Fw@mail.example.org:587", greeting: "souk.example")
    #expect(server.user == "us@er" && server.password == "p/w")
    #expect(server.url == "smtp://mail.example.org:587/souk.example")
    #expect(server.requiresEncryption)
    #expect(try !SMTPServer("smtp://u:p@127.0.0.1:2525", greeting: "x").requiresEncryption)
    #expect(try !SMTPServer("smtp://mail.example.org", greeting: "x").requiresEncryption)
    #expect(try SMTPServer("smtp://mail.example.org?tls=require", greeting: "x").requiresEncryption)
  }
}
