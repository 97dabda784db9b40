import Kernel
import Presentation
import Testing
import Web

@testable import Storefront

@Suite struct RefusedFormTests {
  private let request = Request(
    method: .post, headers: [.contentType: "application/x-www-form-urlencoded"], body: Array("code=12".utf8))

  @Test func showsTheFormAgainWithTheStatusOfTheProblem() async throws {
    let response = try await RefusedForm.answer(request) {
      throw Problem(.wrongCredentials)
    } again: { form, problem in
      "\(form.value("code") ?? "")\(form.message ?? .none)"
    }
    #expect(response.status.code == 401)
    #expect(response.shown.contains("12That e-mail address and password do not match."))
  }

  @Test func tellsAProblemBesideItsField() async throws {
    let response = try await RefusedForm.answer(request, beside: [.codeInvalid: "code"]) {
      throw Problem(.codeInvalid)
    } again: { form, _ in
      "\(form.error("code") ?? .none)"
    }
    #expect(response.status.code == 422)
    #expect(response.shown.contains("That code is wrong"))
  }

  @Test func saysWhatIsMissingInItsOwnWords() async throws {
    let response = try await RefusedForm.answer(request, missing: EntryForm.missing) {
      throw Problem.invalid("name", "required", "This is required.")
    } again: { form, _ in
      "\(form.error("name") ?? .none)"
    }
    #expect(response.shown.contains("Write a name."))
  }

  @Test func leadsElsewhereFirst() async throws {
    let response = try await RefusedForm.answer(request) {
      throw Problem(.accountNotActive)
    } again: { _, _ in
      "again"
    } elsewhere: { problem in
      problem.kind == .accountNotActive ? .redirect(to: Paths.activation) : nil
    }
    #expect(response.headers[.location] == "/activate")
  }

  @Test func whatIsNotAboutTheFormGetsAPageOfItsOwn() async throws {
    await #expect(throws: Problem(.notFound)) {
      _ = try await RefusedForm.answer(request) {
        throw Problem(.notFound)
      } again: { _, _ in
        "again"
      }
    }
    await #expect(throws: Problem(.forbidden)) {
      _ = try await RefusedForm.redirect(to: Paths.cart) { throw Problem(.forbidden) }
    }
  }

  @Test func asksToWait() async throws {
    let response = try await RefusedForm.answer(request) {
      throw Problem(.tooManyRequests, retryAfterSeconds: 7)
    } again: { _, _ in
      "again"
    }
    #expect(response.headers[.retryAfter] == "7")
  }
}

extension Response {
  /// The content as text.
  fileprivate var shown: String {
    guard case .bytes(let bytes) = body else { return "" }
    return String(decoding: bytes, as: UTF8.self)
  }
}
