/// A key below `model:` that some rule asks about, at whatever level it stands.
///
/// A case is the key in camel case.
enum Field: UInt8, CaseIterable, Sendable {
  // Of a record.
  case version, modelName, modelFamily, modelDescription, modelAbility, modelLang, language, contextLength
  case maxTokens, dimensions, updatedAt, featured, chatTemplate, reasoningStartTag, reasoningEndTag
  case toolParser, architectures, modelSpecs, modelSrc, virtualenv, cacheConfig, controlnet, cacheName
  case engine, modelEngine, multilingual, type, sourceUrl, sourceRevision, stop, stopTokenIds
  // Of a spec.
  case modelFormat, modelSizeInBillions, activatedSizeInBillions, quantization
  // Of a source.
  case modelId, modelRevision, modelUri, quantizations, modelFileNameTemplate, modelFileNameSplitTemplate
  case quantizationParts, multimodalProjectors, multimodalProjector, draftModelId
  case draftModelFileNameTemplate, draftQuantizations, draftModelRevision
  case ggufModelId, ggufQuantizations, ggufModelFileNameTemplate
  case lightningModelId, lightningVersions, lightningModelFileNameTemplate, lightningModelRevision
  // Of a virtual environment.
  case packages
  // Leftovers that mean nothing.
  case isBuiltIn, promptStyle

  /// The key as files have it.
  var key: String { String(describing: self).inSnakeCase }

  static let table = KeyTable<Field>(\.key)
}
