import Foundation
import Kernel
import Testing
import Web

@Suite("Lists that people arrange for themselves")
struct ListTableTests {
  private struct Cup: Sendable {
    let id: Int
    let name: String
  }

  private static let filters = [
    ListFilter("kind", "Kind", .choice([Choice("mug", "Mug"), Choice("bowl", "Bowl")])),
    ListFilter("from", "From", .day),
  ]

  private func state(_ query: String) throws -> ListState {
    ListState(
      "/cups", try Parameters(urlEncoded: query.utf8), filters: ["show", "q", "kind", "from"],
      sorts: ["name", "price"])
  }

  private func table(_ state: ListState, _ memory: ListMemory? = nil, errors: [FieldError] = []) -> ListTable<
    Cup
  > {
    ListTable(
      "Cups", state, usualSort: ListSort("price", isDescending: true),
      columns: [
        ListColumn("name", "Name", isMain: true, sorts: .rising) { "<b>\($0.name)</b>" },
        ListColumn("price", "Price", .end, sorts: .falling) { "\($0.id)" },
        ListColumn("maker", "Maker", isUsual: false) { _ in "Rita" },
      ], filters: Self.filters, errors: errors, searchLabel: "Search cups", memory: memory,
      files: [("CSV", "/cups.csv")], bulk: BulkActions(path: "/cups", [("wash", "Wash", .secondary)])
    ) { (id: "cup-\($0.id)", label: Words(verbatim: $0.name), path: "/cups/\($0.id)") }
  }

  private func text(_ html: HTML) -> String { String(decoding: html.bytes, as: UTF8.self) }

  @Test("The address holds all that is seen, and nothing that the list does not know")
  func addressHoldsAll() throws {
    let seen = try state("kind=mug&q=%20blue%20&sort=-name&columns=price,maker&cursor=x&other=1&from=")
    #expect(seen.address == "/cups?q=blue&kind=mug&sort=-name&columns=price%2Cmaker")
    #expect(seen.file("/cups.csv") == "/cups.csv?q=blue&kind=mug&sort=-name")
    #expect(try state("sort=weight&columns=").address == "/cups")
    #expect(seen.setting("q", nil).sorted(by: nil).showing(nil).address == "/cups?kind=mug")
    #expect(ListSort("-price") == ListSort("price", isDescending: true))
    #expect(ListSort("") == nil && ListSort("-") == nil)
  }

  @Test("Heads are links that say how the list is sorted")
  func headsSort() throws {
    let usual = text(table(try state("kind=mug")).rows([Cup(id: 1, name: "A")]))
    #expect(usual.contains(#"aria-sort="descending""#))
    #expect(usual.contains(#"href="/cups?kind=mug&amp;sort=name""#), "the other column, its own way first")
    #expect(usual.contains(#"href="/cups?kind=mug&amp;sort=price""#), "the same column, the other way")
    let turned = text(table(try state("sort=price")).rows([]))
    #expect(turned.contains(#"aria-sort="ascending""#))
    #expect(turned.contains(#"href="/cups""#), "the usual order needs no word")
  }

  @Test("Columns are those of the address, else those that were kept, else the usual ones")
  func columnsAreChosen() throws {
    let kept = ListMemory(views: [], columns: ["maker"], viewsPath: "/v", columnsPath: "/c")
    func heads(_ state: ListState, _ memory: ListMemory?) -> [Bool] {
      let html = text(table(state, memory).rows([Cup(id: 1, name: "A")]))
      return ["Name", "Price", "Maker"].map { html.contains("data-label=\"\($0)\"") }
    }
    #expect(heads(try state(""), nil) == [true, true, false])
    #expect(heads(try state(""), kept) == [true, false, true])
    #expect(heads(try state("columns=price"), kept) == [true, true, false])
    #expect(heads(try state("columns=nothing"), nil) == [true, false, false])
  }

  @Test("What is looked for can be taken away one by one, and stays while something else changes")
  func toolsKeepTheRest() throws {
    let view = ListView("Blue <mugs>", query: "kind=mug&sort=name", removal: "/v/1/delete")
    let memory = ListMemory(views: [view], columns: nil, viewsPath: "/v", columnsPath: "/c")
    let html = text(table(try state("show=old&kind=mug&q=blue"), memory).tools)
    #expect(html.contains("Kind: Mug") && html.contains(#"href="/cups?show=old&amp;q=blue""#))
    #expect(html.contains(#"<input type="hidden" name="show" value="old">"#))
    #expect(html.contains(#"href="/cups.csv?show=old&amp;q=blue&amp;kind=mug""#))
    #expect(html.contains("Blue &lt;mugs&gt;") && html.contains(#"action="/v/1/delete""#))
    #expect(html.contains(#"name="query" value="show=old&amp;q=blue&amp;kind=mug""#))
    #expect(!html.contains("aria-current"))
    let same = text(table(try state("kind=mug&sort=name"), memory).tools)
    #expect(same.contains(#"aria-current="page""#), "it is the view that is seen")
  }

  @Test("What can't be read is told beside its field, in a panel that is open")
  func errorsAreShown() throws {
    let wrong = FieldError(field: "from", code: "invalid", message: "Write the day as 2026-03-01.")
    let html = text(table(try state("from=tomorrow"), errors: [wrong]).tools)
    #expect(html.contains("Write the day as 2026-03-01.") && html.contains(#"aria-invalid="true""#))
    #expect(html.contains(#"id="list-filters" open"#))
    #expect(!text(table(try state("")).tools).contains(" open"))
  }

  @Test("Bulk actions come back to where they were pressed, and pages keep the state")
  func goesBack() throws {
    let page = Page(items: [Cup(id: 1, name: "A")], nextCursor: Cursor(["1"]))
    let html = text(table(try state("kind=mug&columns=maker")).page(page, isFirst: false))
    #expect(html.contains(#"name="next" value="/cups?kind=mug&amp;columns=maker""#))
    #expect(html.contains(#"href="/cups?kind=mug&amp;columns=maker&amp;cursor="#))
    #expect(html.contains(#"rel="prev""#))
    #expect(table(try state("show=old")).isNarrowed(besides: "show") == false)
    #expect(table(try state("show=old&kind=mug")).widened(besides: "show") == "/cups?show=old")
  }
}
