import Kernel
import Web

/// The home page as administrators make it.
package enum HomeRoutes {
  private static let tag = "Site"
  private static let maximumUploadBytes = Catalog.maximumImageBytes + 64 * 1024

  /// The routes of the home page.
  package static func routes(_ catalog: Catalog) -> [Route] { drafts(catalog) + publications(catalog) }

  private static func drafts(_ catalog: Catalog) -> [Route] {
    [
      .api(
        .get, "/admin/home/draft", "Show the draft of the home page", tag: tag, .admin(.site),
        answer: HomeDraftOutput.self
      ) { _ in HomeDraftOutput(try await catalog.home()) },
      .api(
        .put, "/admin/home/draft", "Replace the sections of the draft of the home page", tag: tag,
        .admin(.site), body: HomeDraftInput.self, answer: HomeDraftOutput.self,
        problems: [.preconditionFailed]
      ) { request, body in
        HomeDraftOutput(
          try await catalog.replaceHomeDraft(
            request.edit(body) { (state: HomeState) in HomeDraftOutput(state) }))
      },
      .api(
        .post, "/admin/home/pictures", "Upload a picture for a banner of the home page", tag: tag,
        .admin(.site), answer: HomePictureOutput.self, status: .created, idempotent: true, limit: .upload,
        maximumBodyBytes: maximumUploadBytes, bodyKind: [.image, .multipart], problems: [.imageUnreadable]
      ) { request in
        try await request.answer(with: { HomePictureOutput($0, catalog) }) {
          guard let upload = try MediaRoutes.pictures(request).uploads.first else {
            throw Problem.invalid("image", "required", "Choose a picture.")
          }
          return try await catalog.addHomePicture(try upload.bytes)
        }
      },
    ]
  }

  private static func publications(_ catalog: Catalog) -> [Route] {
    [
      .api(
        .get, "/admin/home/published", "Show the home page that customers see", tag: tag, .admin(.site),
        answer: HomePublicationOutput.self
      ) { _ in HomePublicationOutput(state: try await catalog.home()) },
      .api(
        .post, "/admin/home/publish", "Show customers the draft of the home page", tag: tag, .admin(.site),
        body: HomeVersionInput.self, answer: HomePublicationOutput.self, idempotent: true,
        problems: [.conflict]
      ) { request, body in
        try await request.answer(with: { HomePublicationOutput(state: $0) }) {
          try await catalog.publishHome(body)
        }
      },
      .api(
        .post, "/admin/home/revert", "Bring back the home page of before the last publication", tag: tag,
        .admin(.site), body: HomeVersionInput.self, answer: HomePublicationOutput.self, idempotent: true,
        problems: [.conflict, .notFound]
      ) { request, body in
        try await request.answer(with: { HomePublicationOutput(state: $0) }) {
          try await catalog.revertHome(body)
        }
      },
    ]
  }
}
