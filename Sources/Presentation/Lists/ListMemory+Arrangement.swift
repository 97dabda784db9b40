import Identity
import Kernel
import Web

extension ListMemory {
  /// What somebody keeps of a list, with the places where they change it.
  package init(_ arrangement: ListArrangement, of list: PortalList) {
    self.init(
      views: arrangement.views.map { view in
        ListView(view.name, query: view.query, removal: Paths.deleteView(view))
      },
      columns: arrangement.columns, viewsPath: Paths.listViews(list), columnsPath: Paths.listColumns(list))
  }
}

extension Identity {
  /// What the viewer keeps of a list.
  package func memory(of list: PortalList, _ request: Request) async throws -> ListMemory {
    ListMemory(try await arrangement(of: list, for: request.requireViewer().account), of: list)
  }
}
