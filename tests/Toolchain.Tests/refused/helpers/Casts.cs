namespace BareMetal.Boot;

/// <summary>Casts that need the type at run time.</summary>
internal static class Casts
{
    private static readonly Animal s_cat = new Cat();
    private static readonly Animal s_kitten = new Kitten();
    private static readonly Animal s_bird = new Bird();

    public static int Use(int number)
    {
        Animal animal = number == 1 ? s_cat : number == 2 ? s_bird : s_kitten;
        return Cast(animal) + Test(animal);
    }

    private static int Cast(Animal animal) => ((Cat)animal).Lives; // refused: a cast that needs the type at run time ("(Cat)…")

    // refused: a cast that needs the type at run time ("… is Cat")
    private static int Test(Animal animal) => animal is Cat cat ? cat.Lives : 1;

    private class Animal
    {
    }

    private class Cat : Animal
    {
        public int Lives => 9;
    }

    private sealed class Kitten : Cat
    {
    }

    private sealed class Bird : Animal
    {
    }
}
