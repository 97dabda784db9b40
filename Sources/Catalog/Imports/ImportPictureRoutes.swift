import Kernel
import Web

/// Pictures that imported files name by their address.
enum ImportPictureRoutes {
  static func routes(_ catalog: Catalog) -> [Route] {
    [
      .api(
        .get, "/shops/{shop}/imports/{import}/pictures",
        "List the pictures that a file names by their address, and where they stand", tag: "Imports",
        .shop(.products), query: ImportPictureQuery.self, answer: Page<ImportPictureOutput>.self
      ) { request, query in
        let id = try request.id("import", as: ImportEntity.self)
        return try await catalog.importPictures(
          id, of: request.requireShop(), state: query.state, request.page()
        ).map { ImportPictureOutput($0) }
      },
      .api(
        .post, "/shops/{shop}/imports/{import}/picture-retries", "Fetch the pictures again that failed",
        tag: "Imports", .shop(.products), answer: ImportOutput.self, status: .accepted, idempotent: true,
        problems: [.notFound]
      ) { request in
        try await request.answer(with: ImportOutput.init) {
          try await catalog.retryPictures(
            of: request.id("import", as: ImportEntity.self), in: request.requireShop())
        }
      },
    ]
  }
}

struct ImportPictureQuery: Input {
  let state: PictureFetchState?

  init(from input: inout InputReader) throws {
    state = input.optional("state", .choice(PictureFetchState.self))
  }
}

struct ImportPictureOutput: Output {
  let value: PictureFetch

  init(_ value: PictureFetch) { self.value = value }

  static let fields: [OutputField<Self>] = [
    .init("image") { $0.value.image },
    .init("product") { $0.value.product },
    .init("address") { $0.value.address },
    .init("state") { $0.value.state },
    .init("reason") { $0.value.reason },
    .init("attempts") { $0.value.attempts },
  ]
}

struct PictureFetchCountsOutput: Output {
  let value: PictureFetchCounts

  static let fields: [OutputField<Self>] = [
    .init("total") { $0.value.total },
    .init("waiting") { $0.value.waiting },
    .init("fetched") { $0.value.fetched },
    .init("failed") { $0.value.failed },
  ]
}
