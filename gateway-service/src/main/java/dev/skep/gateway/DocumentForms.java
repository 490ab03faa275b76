package dev.skep.gateway;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import dev.skep.gateway.project.PluginSetting;
import dev.skep.message.Auth;
import dev.skep.message.Needs;
import dev.skep.message.PluginUse;
import dev.skep.message.Trigger;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.converter.GenericConverter;
import org.springframework.data.convert.ReadingConverter;
import org.springframework.data.convert.WritingConverter;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Values that stand in the store in their JSON form: those of several kinds say which by {@code type}, without Java class
 * names, and objects whose keys others choose are kept as text, because a key may hold what the store forbids.
 */
final class DocumentForms {

    private static final Set<Class<?>> TYPES = Set.of(Trigger.Source.class, Auth.class, PluginUse.class,
            PluginSetting.class, Needs.class);
    private static final List<String> FREE = List.of("config", "labels");
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    private DocumentForms() {}

    static List<GenericConverter> converters() {
        return List.of(new Writing(), new Reading());
    }

    @WritingConverter
    private static final class Writing implements GenericConverter {

        @Override
        public Set<ConvertiblePair> getConvertibleTypes() {
            return TYPES.stream().map(type -> new ConvertiblePair(type, Document.class)).collect(Collectors.toSet());
        }

        @Override
        public @Nullable Object convert(@Nullable Object value, TypeDescriptor from, TypeDescriptor to) {
            if (value == null) {
                return null;
            }
            var tree = JSON.<ObjectNode>valueToTree(value);
            for (var name : FREE) {
                if (tree.has(name)) {
                    tree.put(name, tree.get(name).toString());
                }
            }
            return Document.parse(tree.toString());
        }
    }

    @ReadingConverter
    private static final class Reading implements GenericConverter {

        @Override
        public Set<ConvertiblePair> getConvertibleTypes() {
            return TYPES.stream().map(type -> new ConvertiblePair(Document.class, type)).collect(Collectors.toSet());
        }

        @Override
        public @Nullable Object convert(@Nullable Object value, TypeDescriptor from, TypeDescriptor to) {
            if (!(value instanceof Document document)) {
                return null;
            }
            var tree = (ObjectNode) JSON.readTree(document.toJson());
            for (var name : FREE) {
                if (tree.has(name)) {
                    tree.set(name, JSON.readTree(tree.get(name).asString()));
                }
            }
            return JSON.treeToValue(tree, to.getType());
        }
    }
}
