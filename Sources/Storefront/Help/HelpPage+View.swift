import Kernel
import Presentation
import Web

extension HelpPage {
  /// The whole page.
  func html(head: DocumentHead, frame: StorefrontFrame, flash: Flash?) -> HTML {
    let sections = topics.map { topic -> HTML in
      let entries = topic.entries.map { entry -> HTML in
        """
        <details class="question"><summary class="question__title"><span>\(entry.question)</span>\
        \(Icon.show(.chevronDown))</summary><p class="question__text">\(entry.answer)</p></details>
        """
      }
      return Card.section(topic.title, id: topic.id, "<div class=\"questions\">\(entries)</div>")
    }
    return StorefrontPage.render(
      head: head, frame: frame, flash: flash,
      breadcrumbs: Navigation.breadcrumbs([("Home", Paths.home), ("Help", nil)]),
      """
      <div class="help">\(StorefrontPage.title("Help", lead: "How buying and selling at \(siteName) works."))\
      <nav aria-label="\(say: "Topics")">\(Badge.chips(topics.map { Badge.chipLink($0.title, to: "#\($0.id)") }))</nav>\
      \(sections)</div>
      """)
  }

  /// Questions and answers for search engines.
  var structuredData: JSONValue {
    let questions = topics.flatMap(\.entries).map { entry -> JSONValue in
      .object([
        "@type": "Question", "name": .string(entry.question.text),
        "acceptedAnswer": .object(["@type": "Answer", "text": .string(entry.answer.text)]),
      ])
    }
    return .object([
      "@context": "https://schema.org", "@type": "FAQPage", "mainEntity": .array(questions),
    ])
  }
}
