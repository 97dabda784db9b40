import HTTPTypes
import Kernel
import Testing

@testable import Web

private struct Thing: Input {
  let name: String
  init(from input: inout InputReader) throws { name = input.required("name", .text(1...50)) }
}

extension LoadedLanguages {
  /// In which language a request is answered, and how caches are told.
  struct RequestLanguageTests {
    private let calls = Calls()
    private let web: WebHarness

    init() {
      let calls = calls
      web = WebHarness([
        .page(.get, "/", .anyone, cache: .visitor) { _ in .html("<p>\(calls.next()) \(say: "Hello")</p>") },
        .page(.get, "/left", .anyone) { _ in
          .html("<p>\(say: "Only \(count: 2, one: "# piece", other: "# pieces") left of \("Vase").")</p>")
        },
        .page(.get, "/missing", .anyone) { _ in throw Problem(.notFound) },
        .api(.get, "/things", "Things", tag: "T", .anyone, answer: Echo.self, cache: .catalogue) { _ in
          Echo(text: "\(calls.next()) \(("Hello" as Words).text)")
        },
        .api(.post, "/things", "Add", tag: "T", .anyone, body: Thing.self, answer: Echo.self) { _, thing in
          Echo(text: thing.name)
        },
      ])
    }

    /// The language of the page at `target`, once its words and what is said of it agree.
    private func language(_ target: String, _ headers: HTTPFields = [:]) async -> String? {
      let page = await web.get(target, headers)
      let greeting = ["en": "Hello", "fi": "Hei", "he": "שלום"]
      let tag = page.headers[.contentLanguage]
      #expect(
        page.text.hasSuffix(" \(greeting[tag ?? ""] ?? "?")</p>"), "\(page.text) says \(tag ?? "nothing")")
      return tag
    }

    @Test func theClientsWish() async throws {
      try await LoadedLanguages.with {
        #expect(await language("/") == "en")
        #expect(await language("/", [.acceptLanguage: "fi-FI,fi;q=0.9,en;q=0.5"]) == "fi")
        #expect(await language("/", [.acceptLanguage: "xx, he;q=0.2"]) == "he")
        #expect(await language("/", [.acceptLanguage: "xx"]) == "en")
      }
    }

    @Test func theChoiceBeatsTheWish() async throws {
      try await LoadedLanguages.with {
        let wish: HTTPFields = [.acceptLanguage: "fi", .cookie: "a=b; language=he"]
        #expect(await language("/", wish) == "he")
        #expect(await language("/", [.acceptLanguage: "fi", .cookie: "language=en"]) == "en")
        #expect(await language("/", [.cookie: "language=fi-FI"]) == "fi")
      }
    }

    @Test func theAddressBeatsTheChoice() async throws {
      try await LoadedLanguages.with {
        let wish: HTTPFields = [.acceptLanguage: "fi", .cookie: "language=fi"]
        #expect(await language("/?language=he", wish) == "he")
        #expect(await language("/?page=2&language=en&x=y", wish) == "en")
      }
    }

    @Test func nonsenseIsPassedOver() async throws {
      try await LoadedLanguages.with {
        let wish: HTTPFields = [.acceptLanguage: "xx", .cookie: "language=fi"]
        for target in [
          "/?language=", "/?language=xx", "/?language=%3Cb%3E", "/?language", "/?q=language=he",
          "/?sublanguage=he",
          "/?language=&x=he", "/?LANGUAGE=he",
        ] {
          #expect(await language(target, wish) == "fi", "\(target)")
        }
        for cookie in ["language=", "language=xx", "language=%00", "language", "other=fi", "sublanguage=fi"] {
          #expect(await language("/", [.cookie: cookie, .acceptLanguage: "he"]) == "he", "\(cookie)")
          #expect(await language("/", [.cookie: cookie]) == "en", "\(cookie)")
        }
      }
    }

    @Test func anotherParameterBeforeHidesNone() async throws {
      try await LoadedLanguages.with {
        #expect(await language("/?sublanguage=x&language=he") == "he")
        #expect(await language("/?q=language=fi&language=he") == "he")
      }
    }

    @Test func oneLanguageAloneIsNotChosen() async {
      let asked: HTTPFields = [.acceptLanguage: "fi", .cookie: "language=fi"]
      #expect(await language("/?language=fi", asked) == "en")
    }

    @Test func theChoiceIsACookieThatLasts() async throws {
      try await LoadedLanguages.with {
        let finnish = try #require(Languages.find("fi"))
        let cookie = RequestLanguage.cookie(finnish)
        #expect(
          cookie.header(isSecure: true)
            == "language=fi; Path=/; HttpOnly; SameSite=Lax; Max-Age=34560000; Secure")
        #expect(await language("/", [.cookie: "\(cookie.name)=\(cookie.value)"]) == "fi")
        // Nor does a site under https, which believes no cookie of Souk's without its prefix, lose it.
        let secure = WebHarness([.page(.get, "/", .anyone) { _ in .html("<p>\(say: "Hello")</p>") }]) {
          $0.publicURL = "https://souk.example"
        }
        let headers: HTTPFields = [.cookie: "souk_cart=c; language=fi"]
        #expect(await secure.get("/", headers).text == "<p>Hei</p>")
      }
    }

    @Test func cachesAreTold() async throws {
      try await LoadedLanguages.with {
        let page = await web.get("/", [.acceptLanguage: "fi"])
        #expect(page.headers[.contentLanguage] == "fi" && page.headers[.vary] == "Accept-Language, Cookie")
        let tag = try #require(page.headers[.eTag])
        let again = await web.get("/", [.acceptLanguage: "fi", .ifNoneMatch: tag])
        #expect(again.status == .notModified && again.headers[.vary] == "Accept-Language, Cookie")
        #expect(again.headers[.contentLanguage] == "fi")
        #expect(await web.get("/", [.acceptLanguage: "he", .ifNoneMatch: tag]).status == .ok)
        // Answers for programs hold no words of the program's, but texts of goods and shops.
        let api = await web.get("/api/v1/things")
        #expect(api.headers[.contentLanguage] == nil && api.headers[.vary] == "Accept-Language, Cookie")
      }
    }

    @Test func everyLanguageIsKeptByItself() async throws {
      try await LoadedLanguages.with {
        for round in 1...2 {
          #expect(await web.get("/").text == "<p>1 Hello</p>", "\(round)")
          #expect(await web.get("/", [.acceptLanguage: "fi"]).text == "<p>2 Hei</p>", "\(round)")
          #expect(await web.get("/", [.cookie: "language=he"]).text == "<p>3 שלום</p>", "\(round)")
        }
        let kept = await web.get("/", [.acceptLanguage: "fi-FI"])
        #expect(kept.text == "<p>2 Hei</p>" && kept.headers[.contentLanguage] == "fi")
        #expect(calls.count == 3)
      }
    }

    @Test func sentencesAreWrittenForTheirReader() async throws {
      try await LoadedLanguages.with {
        #expect(await web.get("/left").text == "<p>Only 2 pieces left of Vase.</p>")
        #expect(await web.get("/left?language=fi").text == "<p>Vase: vain 2 kappaletta.</p>")
        #expect(
          await web.get("/left?language=he").text == "<p>Only 2 pieces left of \u{2068}Vase\u{2069}.</p>")
      }
    }

    @Test func problemsAreToldInTheLanguageAskedFor() async throws {
      try await LoadedLanguages.with {
        for (headers, sentence, tag) in [
          ([:], "There is nothing here.", "en"), ([.acceptLanguage: "fi"], "Täällä ei ole mitään.", "fi"),
          ([.cookie: "language=he"], "There is nothing here.", "he"),
        ] as [(HTTPFields, String, String)] {
          let answer = await web.get("/api/v1/nowhere", headers)
          #expect(answer.status == .notFound && answer.code == "not-found")
          #expect(answer.headers[.contentType] == "application/problem+json")
          #expect(answer.json["title"] == .string(sentence) && answer.json["detail"] == .string(sentence))
          #expect(
            answer.headers[.contentLanguage] == tag && answer.headers[.vary] == "Accept-Language, Cookie")
          let page = await web.get("/missing", headers)
          #expect(page.status == .notFound && page.text.contains(sentence))
          #expect(page.headers[.contentLanguage] == tag)
        }
      }
    }

    @Test func whatIsWrongWithAFieldIsToldToo() async throws {
      try await LoadedLanguages.with {
        let answer = await web.send(.post, "/api/v1/things", [.acceptLanguage: "fi"], json: "{}")
        #expect(answer.status == .unprocessableContent && answer.json["title"] == .string("Tarkista kentät."))
        guard case .array(let errors)? = answer.json["errors"] else {
          Issue.record("\(answer.text)")
          return
        }
        let error = errors.first
        #expect(
          errors.count == 1 && error?["field"] == .string("name") && error?["code"] == .string("required"))
        #expect(error?["message"] == .string("Tämä vaaditaan."))
      }
    }
  }
}
