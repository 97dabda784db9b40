import Testing

@testable import Kernel

extension LoadedLanguages {
  struct LanguagesTests {
    @Test func everyCatalogueIsALanguage() async throws {
      try await LoadedLanguages.with {
        #expect(Languages.all.map(\.tag) == ["en", "fi", "he"])
        #expect(Languages.all.map(\.name) == ["English", "Suomi", "עברית"])
        #expect(Languages.all.map(\.direction) == [.leftToRight, .leftToRight, .rightToLeft])
        #expect(Languages.standard == .english)
      }
      #expect(Languages.all == [.english])
    }

    @Test func findsByTheTagOrItsFirstPart() async throws {
      try await LoadedLanguages.with(["fi": LoadedLanguages.finnish, "pt": "", "pt-BR": ""]) {
        for (asked, found) in [
          ("fi", "fi"), ("FI", "fi"), ("fi-FI", "fi"), ("en-US", "en"), ("pt-BR", "pt-BR"),
          ("pt-br", "pt-BR"),
          ("pt-PT", "pt"), ("pt-BR-x-y", "pt"),
        ] {
          #expect(Languages.find(asked)?.tag == found, "\(asked)")
        }
        for unknown in ["", "-", "xx", "f", "fin", "fi FI", "fi_FI", "<b>", "fi\u{0}", "en,fi"] {
          #expect(Languages.find(unknown) == nil, "\(unknown)")
        }
      }
    }

    @Test(arguments: [
      ("fi", "fi"), ("fi-FI,fi;q=0.9,en;q=0.8", "fi"), ("en;q=0.8, fi;q=0.9", "fi"),
      ("en;q=0.9, fi;q=0.8", "en"),
      ("xx, yy;q=0.9, he;q=0.1", "he"), ("fi;q=0, en;q=0.1", "en"), ("he;q=0.5,fi;q=0.5", "he"),
      ("FI;Q=0.1", "fi"),
      ("fi ; q=0.3 , he ; q=0.4", "he"), ("*, fi;q=0.1", "fi"), ("de-AT,de,en-GB", "en"), (",,fi", "fi"),
      ("fi;level=1;q=0.2,he;q=0.3", "he"),
    ])
    func clientsGetWhatTheyLikeBest(_ header: String, _ tag: String) async throws {
      try await LoadedLanguages.with { #expect(Languages.preferred(header)?.tag == tag) }
    }

    @Test(arguments: ["", "*", "xx", "xx-YY;q=1, zz", "fi;q=0", ";", ";q=1", ",", "\u{0}", "fi;q=-1"])
    func whoeverNamesNoneThatIsThereGetsNone(_ header: String) async throws {
      try await LoadedLanguages.with { #expect(Languages.preferred(header) == nil) }
    }

    @Test func longWishListsEnd() async throws {
      try await LoadedLanguages.with {
        let others = Array(repeating: "xx", count: 1000).joined(separator: ",")
        #expect(Languages.preferred(others + ",fi") == nil)
        #expect(Languages.preferred("fi," + others)?.tag == "fi")
      }
    }

    @Test func thePseudoLanguageIsThereForWhoeverNamesItWhereItWasAskedFor() async throws {
      try await LoadedLanguages.with { #expect(Languages.find("en-XA") == .english) }
      try Languages.load([], hasPseudo: true)
      #expect(Languages.find("en-xa")?.tag == "en-XA" && Languages.find("en") == .english)
      #expect(Languages.all == [.english] && Languages.standard == .english)
      try Languages.load([], standard: "en-XA", hasPseudo: true)
      #expect(Languages.standard.tag == "en-XA" && Languages.all == [.english])
      #expect(throws: CatalogueError.self) { try Languages.load([], standard: "en-XA") }
      try Languages.load([])
      #expect(Languages.find("en-XA") == .english)
    }

    @Test func whatCannotBeReadChangesNothing() async throws {
      try await LoadedLanguages.with {
        await #expect(throws: CatalogueError.self) {
          try await LoadedLanguages.with(["de": "msgid \"a\"\nmsgstr b\n"]) {}
        }
        #expect(Languages.all.map(\.tag) == ["en", "fi", "he"])
        let error = #expect(throws: CatalogueError.self) { try Languages.load([], standard: "xx") }
        guard case .missing(tag: "xx")? = error else {
          Issue.record("\(String(describing: error))")
          return
        }
        #expect(Languages.all.map(\.tag) == ["en", "fi", "he"] && Languages.standard == .english)
      }
    }
  }
}
