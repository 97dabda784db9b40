import Kernel
import Testing

@testable import Web

extension LoadedLanguages {
  struct LanguageChooserTests {
    private let address = "https://souk.example/products?page=2"

    @Test func oneLanguageAloneIsNoChoice() {
      #expect(LanguageChooser.menu().isEmpty && LanguageChooser.row().isEmpty)
      #expect(LanguageLinks.show(address).string == "<link rel=\"canonical\" href=\"\(address)\">\n")
    }

    @Test func everyLanguageStandsInItsOwnWords() async throws {
      try await LoadedLanguages.with {
        let hebrew = try #require(Languages.find("he"))
        for html in [LanguageChooser.menu, LanguageChooser.row] {
          let text = Language.$current.withValue(hebrew) { html().string }
          #expect(text.contains("method=\"post\" action=\"/language\""))
          #expect(text.contains("value=\"fi\" lang=\"fi\" dir=\"ltr\">Suomi</button>"))
          #expect(text.contains("value=\"he\" lang=\"he\" dir=\"rtl\" aria-current=\"true\">עברית</button>"))
          #expect(text.contains(">English</button>"))
          #expect(text.ranges(of: "aria-current").count == 1)
        }
      }
    }

    @Test func searchEnginesFindEveryLanguage() async throws {
      try await LoadedLanguages.with {
        let finnish = try #require(Languages.find("fi"))
        let text = Language.$current.withValue(finnish) { LanguageLinks.show(address).string }
        #expect(text.contains("rel=\"canonical\" href=\"\(address)&amp;language=fi\""))
        #expect(text.contains("hreflang=\"fi\" href=\"\(address)&amp;language=fi\""))
        #expect(text.contains("hreflang=\"he\" href=\"\(address)&amp;language=he\""))
        #expect(text.contains("hreflang=\"en\" href=\"\(address)\""))
        #expect(text.contains("hreflang=\"x-default\" href=\"\(address)\""))
        let home = LanguageLinks.show("https://souk.example/").string
        #expect(home.contains("rel=\"canonical\" href=\"https://souk.example/\""))
        #expect(home.contains("hreflang=\"fi\" href=\"https://souk.example/?language=fi\""))
      }
    }

    @Test func aDocumentSaysItsLanguageAndDirection() async throws {
      try await LoadedLanguages.with {
        let hebrew = try #require(Languages.find("he"))
        let page = Language.$current.withValue(hebrew) {
          Document.render(head: DocumentHead(title: "Hello"), body: "x").string
        }
        #expect(page.contains("<html lang=\"he\" dir=\"rtl\">") && page.contains("<title>שלום"))
      }
    }
  }
}
