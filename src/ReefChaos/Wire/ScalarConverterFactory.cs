using System.Text.Json;
using System.Text.Json.Serialization;
using ReefChaos.Scenarios;

namespace ReefChaos.Wire;

/// <summary>Writes every <see cref="IScalar{TSelf}"/> as its text, also as the key of a dictionary.</summary>
internal sealed class ScalarConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.GetInterfaces()
        .Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IScalar<>));

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(ScalarConverter<>).MakeGenericType(typeToConvert))!;

    private sealed class ScalarConverter<T> : JsonConverter<T> where T : IScalar<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Parse(reader.GetString());

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());

        public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Parse(reader.GetString());

        public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WritePropertyName(value.ToString()!);

        private static T Parse(string? text) => T.TryParse(text, null, out var value)
            ? value
            : throw new JsonException($"'{text}' is not {T.Form.Expected}.");
    }
}
